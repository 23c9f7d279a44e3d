/** Where the stack of a mistake begins: at the line of whoever uses gameday, not inside it. */

/**
 * Lets the stack of an error begin at the first line that is neither of gameday nor of a package,
 * which is the one that test runners show. It is cut when somebody reads it: most are caught.
 *
 * @param within how many lines it is looked for: our own may be many, and it stands behind them
 */
export function beginAtUsersLine(error: Error, within = 50): void {
  const most = Error.stackTraceLimit
  if (Error.captureStackTrace === undefined || !(most > 0)) return
  const { name, message } = error
  const taken: { name: string; message: string; stack?: unknown } = { name, message }
  Reflect.set(Error, 'stackTraceLimit', Math.max(most, within))
  Error.captureStackTrace(taken)
  Reflect.set(Error, 'stackTraceLimit', most)
  const write = (value: unknown): boolean =>
    Reflect.defineProperty(error, 'stack', { ...hidden, writable: true, value })
  const read = (): unknown => {
    write(cut(taken.stack, `${name}: ${message}`, most))
    return error.stack
  }
  Reflect.defineProperty(error, 'stack', { ...hidden, get: read, set: write })
}

const hidden = { configurable: true, enumerable: false } as const

/** A stack that has another form than V8's, or no line of a user, stays as it is. */
function cut(stack: unknown, head: string, most: number): unknown {
  if (typeof stack !== 'string' || !stack.startsWith(`${head}\n`)) return stack
  const lines = stack.slice(head.length + 1).split('\n')
  const own = ownFolders(lines[0])
  const first = lines.findIndex(line => !isOfPackages(line) && !own.some(isPlaceIn(line)))
  return [head, ...lines.slice(Math.max(first, 0)).slice(0, most)].join('\n')
}

/**
 * The folders of gameday as this stack writes them (paths or URLs, of Windows or not): those of
 * this file, where the line is of this file.
 */
function ownFolders(line: string): string[] {
  const [, place = ''] = /^ +at .*?beginAtUsersLine \((.*):\d+:\d+\)$/.exec(line) ?? []
  const [, clone, slash] = /^(.*([\\/]))src[\\/]kernel[\\/]users-line\.ts$/.exec(place) ?? []
  if (clone !== undefined) return [`${clone}src${slash}`, `${clone}matchers${slash}`]
  const [folder] = /^.*[\\/]dist[\\/]/.exec(place) ?? []
  return folder === undefined ? [] : [folder]
}

const isPlaceIn =
  (line: string) =>
  (folder: string): boolean => {
    const at = line.indexOf(folder)
    return at >= 0 && /(?:at |async |\()$/.test(line.slice(0, at))
  }

/** Packages, Node.js, and what has no file: `Array.map (<anonymous>)`, `Promise.all (index 0)`. */
const isOfPackages = (line: string): boolean =>
  /[\\/]node_modules[\\/]|(?:at |async |\()node:|\((?:<anonymous>|native|index \d+)\)$/.test(line)
