/** What a command of the command line is, and all that it may touch of the world outside. */

/** What the process ends with: 0 for held, 1 for broken, and so on. */
export const ExitCode = { Held: 0, Broken: 1, Usage: 2, Internal: 3, Interrupted: 130 } as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** What a command ends with that has found whether something holds. */
export function codeOf(isHeld: boolean, { signal }: Pick<Io, 'signal'>): ExitCode {
  if (signal.aborted) return ExitCode.Interrupted
  return isHeld ? ExitCode.Held : ExitCode.Broken
}

/** The world outside, so that a spec can be it. */
export type Io = {
  /** Writes to stdout, which carries the result and nothing else. */
  readonly out: (text: string) => void
  /** Writes to stderr: progress and complaints. */
  readonly err: (text: string) => void
  /** Whether a person sees stderr, so that progress may be redrawn. */
  readonly isTerminal: boolean
  /** Whether the result may have colours. */
  readonly hasColours: boolean
  readonly env: { readonly [name: string]: string | undefined }
  /** The folder that paths are relative to. */
  readonly cwd: string
  /** Aborted by Ctrl-C: what is done is kept and told. */
  readonly signal: AbortSignal
  /** Real time in milliseconds, for progress alone. */
  readonly now: () => number
}

/** An option as `parseArgs` takes it, and what help says of it. */
export type Option = {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
  /** What stands behind it in the help, as `n` in `--runs n`. */
  readonly takes?: string
  /** What it does, in a few words that end without a full stop. */
  readonly summary: string
}

/** The options of a command by name; every command also has `--help`. */
export type Options = { readonly [name: string]: Option }

/** What options were given: a text, true, or texts where an option may stand several times. */
export type Values = { readonly [name: string]: string | boolean | readonly string[] | undefined }

/** What a command was called with: checked for names and counts, not for what values mean. */
export type Call = {
  readonly positionals: readonly string[]
  readonly values: Values
  readonly io: Io
}

/** One command. Throws UsageError for what the caller got wrong. */
export type Command = {
  readonly name: string
  /** What it does, in one line that ends without a full stop. */
  readonly summary: string
  /** What stands behind its name: `FILE`, or `CODE [FILE]` where the second may be left out. */
  readonly usage: string
  readonly options: Options
  /** More for its help: paragraphs, and examples. */
  readonly help?: string
  run(call: Call): Promise<ExitCode>
}
