/** A line of a stack, as V8 writes it; its path may hold blanks and parentheses. */

/** A place in a file. */
export type StackPlace = {
  /** A path, or a URL of a file: as the stack says it. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What is no name of a function: where a path begins, here and on Windows. */
const START = String.raw`(?:file:\/\/|[\\/]|[A-Za-z]:[\\/])`

/** Of code without a name: the place alone. */
const bare = RegExp(String.raw`^\s+at (?:async )?(${START}.*):(\d+):(\d+)$`)

/** The place behind a name, which holds no parenthesis with a path behind it. */
const named = RegExp(String.raw`^\s+at .*?\((${START}.*):(\d+):(\d+)\)$`)

/** Whether a line of what an error says is one of its stack. */
export const isStackLine = (line: string): boolean => /^\s+at /.test(line)

/** Where it is; undefined of what is in no file, as what is inside Node.js. */
export function stackPlace(text: string): StackPlace | undefined {
  const found = bare.exec(text) ?? named.exec(text)
  if (found === null) return undefined
  const [, file, line, column] = found
  return { file, line: Number(line), column: Number(column) }
}
