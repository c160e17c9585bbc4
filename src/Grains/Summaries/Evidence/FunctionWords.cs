using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>
/// Words that say nothing by themselves, of some languages with many speakers. In others they count like any word, which makes
/// the rule a little more generous there.
/// </summary>
internal static class FunctionWords
{
    private const string English =
        "a about after again all also am an and any are as at be because been before but by can could did do does done don each every "
        + "for from had has have he her here him his how i if in into is it its just let ll may me might more most much must my no not now "
        + "of off on once one only or other our out over re shall she should so some such than that the their them then there these they "
        + "thing things this those through to too up us ve very was we were what when where which who whom whose why will with would you your";

    private const string German =
        "aber alle als also am an auch auf aus bei bin bis bist da dann das dass dem den denn der des die dies diese diesem diesen dieser "
        + "doch du dir dich durch ein eine einem einen einer eines er es euch für haben hat habe hier ich ihm ihn ihr ihre ihren ihrem ihnen im in "
        + "ist ja jetzt kann kein keine man mein meine mich mir mit muss nach nicht noch nun nur ob oder ohne schon sein seine sehr sich sie sind so "
        + "soll sollen sollte über um und uns unser unsere vom von vor war warum was weil wenn wer werden wie wir wird wo wurde zu zum zur";

    private const string French =
        "à ai alors as au aussi aux avec avoir avez avons bien ce ceci cela ces cet cette comme dans de des donc du elle elles en est et été être eux "
        + "faut il ils je la le les leur leurs lui ma mais me même mes moi mon ne nos notre nous on ont ou où par pas plus pour qu que quel quelle qui "
        + "sa sans se sera ses si son sont sur ta te tes toi ton tous tout toute tu un une va vos votre vous y";

    private const string Spanish =
        "al algo como con cual cuando de del desde donde el ella ellas ellos en entre era es esa ese eso esta este esto está están fue ha han hay he "
        + "hasta la las le les lo los más me mi mis muy nada ni no nos nosotros nuestra nuestro o para pero por porque qué que quien se sea ser si sí "
        + "sin sobre son su sus también tan te tiene todo todos tu tus un una uno unos usted ustedes va vamos y ya yo";

    private const string Italian =
        "ai al alla alle anche che chi ci come con cosa cui da dal dalla degli dei del della delle di dove e è ed gli ha hai hanno ho il in io la le lei "
        + "li lo loro lui ma mi mio ne nei nel nella noi non nostra nostro o per perché più poi quale quando quella quello questa questo qui se sei si "
        + "sia sono su sua sue sul sulla suo suoi ti tra tu tutti tutto un una uno vi voi";

    private const string Portuguese =
        "ao aos as até com como da das de dela dele deles do dos e ela elas ele eles em essa esse esta está este eu foi há isso isto já lhe mais mas me "
        + "meu minha muito na não nas nem no nos nós nossa nosso o os ou para pela pelo pois por porque qual quando que quem se sem ser seu seus só são "
        + "sua suas também te tem tenho ter um uma umas uns você vocês vai vamos";

    private const string Dutch =
        "aan af al alle als bij dan dat de deze die dit doe door dus een en er ge had heb hebben heeft hem het hij hoe hun ik in is ja je jij jou jouw "
        + "jullie kan maar me meer mijn moet na naar niet nog nu of om omdat onder ons onze ook op over te tot uit van veel voor waar waarom was wat we "
        + "wel wij wil worden wordt ze zich zij zijn zo zou";

    // Founder and Fred are who speaks, and are in every line.
    private const string Speakers = "founder fred";

    private static readonly HashSet<string> All =
    [
        .. string.Join(' ', English, German, French, Spanish, Italian, Portuguese, Dutch, Speakers).Split(' ').Select(SpokenText.Comparable),
    ];

    /// <summary>Whether a word, without case and accents, is one.</summary>
    public static bool Contains(string form) => All.Contains(form);
}
