using System.Globalization;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Number words of some languages: a recogniser writes them out where a model writes digits.</summary>
internal static class NumberWords
{
    /// <summary>The longest word that is taken apart.</summary>
    private const int LongestCompound = 40;

    // Each from nought to twenty, then the tens to ninety.
    private static readonly string[] Languages =
    [
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
            + "thirty forty fifty sixty seventy eighty ninety",
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig "
            + "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig "
            + "dertig veertig vijftig zestig zeventig tachtig negentig",
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt "
            + "trente quarante cinquante soixante septante huitante nonante",
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte "
            + "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti "
            + "trenta quaranta cinquanta sessanta settanta ottanta novanta",
        "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte "
            + "trinta quarenta cinquenta sessenta setenta oitenta noventa",
    ];

    // Whose words are also others: they allow a number, and ask for none.
    private static readonly string[] MoreLanguages =
    [
        "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo "
            + "trettio fyrtio femtio sextio sjuttio åttio nittio",
        "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście "
            + "siedemnaście osiemnaście dziewiętnaście dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
        "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать "
            + "семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        "sıfır bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki onüç ondört onbeş onaltı onyedi onsekiz ondokuz yirmi "
            + "otuz kırk elli altmış yetmiş seksen doksan",
    ];

    private const string Others =
        "a 1 an 1 half 0.5 first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12 thirteenth 13 "
        + "fourteenth 14 fifteenth 15 sixteenth 16 seventeenth 17 eighteenth 18 nineteenth 19 twentieth 20 thirtieth 30 "
        + "ein 1 eine 1 einen 1 einem 1 einer 1 zwo 2 ersten 1 dritten 3 siebten 7 achten 8 une 1 premier 1 première 1 una 1 un 1 primero 1 primo 1 "
        + "veinti 20 veintiún 21 doscientos 200 doscientas 200 trescientos 300 trescientas 300 quinientos 500 quinientas 500 setecientos 700 novecientos 900 "
        + "vent 20 trent 30 quarant 40 cinquant 50 sessant 60 settant 70 ottant 80 novant 90 uma 1 duas 2 duzentos 200 duzentas 200 trezentos 300 trezentas 300 "
        + "quinhentos 500 seiscentos 600 setecentos 700 oitocentos 800 novecentos 900 en 1 två 2 altı 6 altıncı 6 "
        + "одна 1 одного 1 две 2 двух 2 двум 2 трёх 3 трех 3 трём 3 трем 3 четырёх 4 четырех 4 пяти 5 шести 6 семи 7 восьми 8 девяти 9 десяти 10";

    private const string ScaleWords =
        "dozen 12 hundred 100 hundreds 100 thousand 1000 thousands 1000 k 1000 million 1000000 millions 1000000 m 1000000 billion 1000000000 "
        + "hundert 100 tausend 1000 mio 1000000 millionen 1000000 milliarde 1000000000 milliarden 1000000000 honderd 100 duizend 1000 "
        + "miljoen 1000000 cent 100 cents 100 mille 1000 milliard 1000000000 cien 100 ciento 100 cientos 100 mil 1000 millón 1000000 millones 1000000 "
        + "cento 100 mila 1000 milione 1000000 milioni 1000000 miliardi 1000000000 cem 100 centos 100 milhão 1000000 milhões 1000000 "
        + "hundra 100 tusen 1000 miljon 1000000 miljoner 1000000 sto 100 tysiąc 1000 tysiące 1000 tysięcy 1000 milion 1000000 "
        + "сто 100 тысяча 1000 тысячи 1000 тысяч 1000 миллион 1000000 миллиона 1000000 миллионов 1000000 yüz 100 bin 1000 milyon 1000000";

    private static readonly Dictionary<string, double> Plain = All();

    /// <summary>Words that multiply what stands before them.</summary>
    private static readonly Dictionary<string, double> Scales = Pairs(ScaleWords);

    // Once and quince, but also once a week; neuf is new; Otto is a name; très.
    private static readonly HashSet<string> Certain =
        [.. Languages.SelectMany(Forms).Where(word => Plain[word] > 1).Except("ONCE NEUF OTTO TRES SEPT".Split(' '))];

    private static readonly HashSet<string> Articles = [.. "A AN EIN EINE EINEN EINEM EINER UN UNE UNA UMA EN".Split(' ')];

    private static readonly HashSet<string> Ordinals =
    [
        .. ("FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH ELEVENTH TWELFTH THIRTEENTH FOURTEENTH FIFTEENTH SIXTEENTH "
            + "SEVENTEENTH EIGHTEENTH NINETEENTH TWENTIETH THIRTIETH ERSTEN DRITTEN SIEBTEN ACHTEN PREMIER PREMIERE PRIMERO PRIMO").Split(' '),
    ];

    private static readonly HashSet<string> UncertainScales = [.. "CENTS CENTO CENTOS MILLE DOZEN".Split(' ')];

    /// <summary>The number that a word, without case and accents, may be.</summary>
    public static double? Value(string form) => Plain.TryGetValue(form, out var value) ? value : null;

    /// <summary>Whether the word is a number above one, and nothing else in another language.</summary>
    public static bool IsCertain(string form) =>
        (form.Length > 3 || form is "TWO" or "SIX" or "TEN") && Certain.Contains(form);

    /// <summary>What a word that may be a number may be else.</summary>
    public static NumberPart.UnitKind Kind(string form) =>
        Articles.Contains(form) ? NumberPart.UnitKind.Article : Ordinals.Contains(form) ? NumberPart.UnitKind.Ordinal : NumberPart.UnitKind.Plain;

    /// <summary>What the word multiplies by.</summary>
    public static double? Scale(string form) => Scales.TryGetValue(form, out var value) ? value : null;

    /// <summary>Whether the word multiplies, and is nothing else in another language.</summary>
    public static bool IsCertainScale(string form) => form.Length > 4 && Scale(form) is not null && !UncertainScales.Contains(form);

    /// <summary>Whether the word may stand between the parts of one number.</summary>
    public static bool IsJoint(string form) => form is "AND" or "UND" or "EN" or "ET" or "Y" or "E";

    /// <summary>Whether the word may begin decimals.</summary>
    public static bool IsPoint(string form) => form is "POINT" or "KOMMA" or "VIRGULE" or "COMA" or "PUNTO" or "VIRGOLA" or "VIRGULA" or "PONTO";

    /// <summary>The numbers that a word is put together of (zweihundertfünfzig, drieduizend, centocinquanta), or none.</summary>
    public static IReadOnlyList<string> PartsOf(string form) =>
        form.Length is > 5 and <= LongestCompound && Split(form) is { Count: > 1 } parts ? parts : [];

    // The longest first: dreizehn is not drei and a rest.
    private static List<string>? Split(string rest)
    {
        if (rest.Length is 0)
        {
            return [];
        }

        for (var length = rest.Length; length > 1; length--)
        {
            var part = rest[..length];
            if ((Plain.ContainsKey(part) || Scales.ContainsKey(part) || part is "UND" or "EN" or "STEN" or "TEN") && Split(rest[length..]) is { } parts)
            {
                return [part, .. parts];
            }
        }

        return null;
    }

    private static Dictionary<string, double> All()
    {
        var all = Pairs(Others);
        foreach (var language in Languages.Concat(MoreLanguages))
        {
            foreach (var (at, word) in Forms(language).Index())
            {
                all.TryAdd(word, at <= 20 ? at : (at - 18) * 10);
            }
        }

        return all;
    }

    private static IEnumerable<string> Forms(string words) =>
        words.Split(' ').Select(word => SpokenText.Comparable(word).Replace(" ", "", StringComparison.Ordinal));

    private static Dictionary<string, double> Pairs(string text) => text.Split(' ').Chunk(2)
        .DistinctBy(pair => SpokenText.Comparable(pair[0]))
        .ToDictionary(pair => SpokenText.Comparable(pair[0]), pair => double.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
