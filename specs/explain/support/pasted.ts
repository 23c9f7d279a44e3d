/** Pastes the lines of a remedy into a declaration, as a person would. */
import * as words from 'gameday'
import type { DeclarationLine } from 'gameday/explore'
import { type System, systemFrom } from 'gameday'

type Node = { [name: string]: unknown }
type Declaration = { readonly parts: { [name: string]: Node }; readonly options: Node }

/**
 * The system with those lines.
 *
 * @throws Error for a line that stands nowhere in the declaration
 */
export function pasted(system: System, lines: readonly DeclarationLine[]): System {
  const declaration = JSON.parse(JSON.stringify(system)) as Declaration
  for (const line of lines) {
    const { parts, options } = declaration
    const part = parts[line.part] ?? options
    if (isStep(line.minus ?? line.plus)) replaceStep(part, line)
    else replaceOption(part, line)
  }
  return systemFrom({ ...declaration, name: system.name })
}

const isStep = (text = ''): boolean => /^(call|publish|cached)\(/.test(text)

/** Reads a line as JavaScript does, with the words of gameday. */
function read(code: string): unknown {
  const { call, publish, cached } = words
  // oxlint-disable-next-line typescript/no-implied-eval -- a printed line is source code
  const value: unknown = new Function('call', 'publish', 'cached', `return ${code}`)(
    call,
    publish,
    cached,
  )
  return JSON.parse(JSON.stringify(value)) as unknown
}

function replaceOption(part: Node, { minus, plus }: DeclarationLine): void {
  const [before, after] = [minus, plus].map(text => read(`({ ${text ?? ''} })`) as Node)
  for (const [name, value] of Object.entries(before)) {
    if (!isSame(part[name], value)) throw new Error(`${name} is not what "${minus}" says`)
    delete part[name]
  }
  Object.assign(part, after)
}

function replaceStep(part: Node, { minus, plus }: DeclarationLine): void {
  const [before, after] = [read(minus ?? ''), read(plus ?? '') as Node]
  const steps = [...stepsIn(part)]
  const found = steps.find(step => isSame(step, before))
  // A step within another has been pasted with it.
  if (found === undefined && steps.some(step => isSame(step, after))) return
  if (found === undefined) throw new Error(`"${minus}" stands nowhere in the declaration`)
  for (const name of Object.keys(found)) delete found[name]
  Object.assign(found, after)
}

/** All steps of a part; `call: 'web'` and `origin: 'web'` are steps, too. */
function* stepsIn(node: unknown): Generator<Node> {
  if (typeof node !== 'object' || node === null) return
  const part = node as Node
  for (const short of ['call', 'origin']) {
    if (typeof part[short] === 'string') part[short] = { step: 'call', to: part[short] }
  }
  if ('step' in part) yield part
  for (const inner of Object.values(part)) yield* stepsIn(inner)
}

const isSame = (one: unknown, other: unknown): boolean => sorted(one) === sorted(other)

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
