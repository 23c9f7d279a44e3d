/** Pastes the lines of a remedy into a declaration, as a reader of the message would. */
import * as gameday from 'gameday'
import { type System, type SystemJson, systemFrom } from 'gameday'
import type { DeclarationLine } from '../../../src/explain/remedies/lines.ts'

/** The system with what was printed with a minus replaced by what was printed with a plus. */
export function pasted(system: System, lines: readonly DeclarationLine[]): System {
  const json = JSON.parse(JSON.stringify(system)) as Writable
  for (const line of lines) {
    const target = line.part === system.name ? json.options : json.parts[line.part]
    const isStep = /^(call|publish|cached)\(/.test(line.plus ?? line.minus ?? '')
    if (isStep) replaceStep(target, evaluated(line.minus), evaluated(line.plus))
    else replaceOption(target, line)
  }
  return systemFrom(json)
}

type Fields = Record<string, unknown>
type Writable = SystemJson & { readonly parts: Record<string, Fields>; readonly options: Fields }

function evaluated(text: string | undefined): unknown {
  const { call, publish, cached } = gameday
  // oxlint-disable-next-line typescript/no-implied-eval -- a printed line is source code
  const made: unknown = new Function('call', 'publish', 'cached', `return (${text})`)(
    call,
    publish,
    cached,
  )
  return JSON.parse(JSON.stringify(made))
}

function replaceOption(target: Fields, { minus, plus }: DeclarationLine): void {
  for (const name of Object.keys(evaluated(`{ ${minus ?? ''} }`) ?? {})) {
    delete target[name]
  }
  Object.assign(target, evaluated(`{ ${plus ?? ''} }`))
}

function replaceStep(target: Fields, from: unknown, to: unknown): void {
  for (const [name, value] of Object.entries(target)) {
    if (JSON.stringify(value) === JSON.stringify(from)) target[name] = to
    else if (typeof value === 'object' && value !== null) replaceStep(value as Fields, from, to)
  }
}
