using System.Runtime.InteropServices;

namespace OrleansCalls.DevStack.Processes;

/// <summary>The signals that a child process is steered with; the values are Linux's numbers.</summary>
public enum UnixSignal
{
    /// <summary>Asks for a stop; Postgres stops 'fast' on it, without waiting for its clients.</summary>
    Interrupt = 2,

    /// <summary>Postgres stops 'immediately' on it: as in a crash, but without leaving children behind.</summary>
    Quit = 3,

    /// <summary>Ends the process at once, as a crash would.</summary>
    Kill = 9,

    /// <summary>Asks for a graceful stop.</summary>
    Terminate = 15,

    /// <summary>Lets a frozen process go on.</summary>
    Continue = 18,

    /// <summary>Freezes the process: it holds its connections and answers nothing.</summary>
    Freeze = 19,
}

internal static partial class UnixSignals
{
    /// <summary>Sends a signal to a process, or with a negative id to a process group. One that is gone is no error.</summary>
    public static void Send(int processId, UnixSignal signal) => _ = Kill(processId, (int)signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
