/** Which call began real work, as the stack tells it. */

/** Frames of a stack, innermost first, without those of the watch and of replacements. */
export function framesHere(): readonly string[] {
  const most = Error.stackTraceLimit
  Reflect.set(Error, 'stackTraceLimit', 40)
  const { stack = '' } = new Error('here')
  Reflect.set(Error, 'stackTraceLimit', most)
  const lines = stack.split('\n').slice(1)
  const own = ownFolder(lines[0] ?? '')
  return lines.filter(line => !line.includes(own) && !line.includes('node:internal/async_hooks'))
}

/** The folder of this file, as sources or packed, as this stack writes it. */
const ownFolder = (line: string): string =>
  /\((.*[\\/](?:virtual|dist)[\\/])/.exec(line)?.[1] ?? line

/**
 * The call by which code left its own lines for those of Node.js: `fs.writeFile`, `net.connect`.
 *
 * @returns undefined where Node.js is not on top of the stack, as with native add-ons
 */
export function callOf(frames: readonly string[]): string | undefined {
  const first = frames.findIndex(frame => !/[( ]node:/.test(frame))
  // Where Node.js was called by its own queue, the innermost says more than what began there.
  const outermost = frames.slice(0, first < 0 ? 1 : first).findLast(frame => named.test(frame))
  const [, made, name, file] = named.exec(outermost ?? '') ?? []
  if (name === undefined || file === undefined) return undefined
  if (made !== undefined) return `new ${name}`
  const own = name.replace(/^(Object|Module|Class|process)\./, '')
  return own.includes('.') ? own : `${file.replace(/^_/, '')}.${own}`
}

/** A frame of a function of Node.js that has a name. */
const named = /at (?:async )?(new )?(.+?) (?:\[as .+?\] )?\(node:(?:internal\/)?([\w/]+)/

/** Work that Node.js and test runners do for themselves, whoever runs. */
const housekeeping = new RegExp(
  'setupConnectionsTracking|getStd(in|out|err)|node:internal/http:|' +
    String.raw`node_modules[\\/](vitest|@vitest|birpc|tinypool|jest-[\w-]+|@jest)[\\/]`,
)

/** Whether a real resource is nothing that the code of a host waits for. */
export const isHousekeeping = (frames: readonly string[]): boolean =>
  frames.slice(0, 12).some(frame => housekeeping.test(frame)) && !isImport(frames)

/** Whether a module is loaded by `require`: what transforms it keeps what it has made in files. */
export const isRequire = (frames: readonly string[]): boolean =>
  frames.some(frame => frame.includes('node:internal/modules/cjs'))

/** Whether a module is loaded: `await import(…)` of code that runs. */
export const isImport = (frames: readonly string[]): boolean =>
  frames.some(frame => /module-runner|node:internal\/modules\/esm/.test(frame))
