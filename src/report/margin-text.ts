/** How far each fault of a counterexample is from harmless, in words. */
import type { Counterexample, DialMargin } from '../explore/findings.ts'
import { exactDuration } from '../kernel/units.ts'
import { aligned } from './columns.ts'

/** Each fault, and beneath it each of its numbers that was turned, all else as it is. */
export function marginLines({ margins }: Pick<Counterexample, 'margins'>): string[] {
  const faults = [...new Set(margins.map(({ fault }) => `${fault}`))]
  return faults.flatMap(fault => {
    const own = margins.filter(margin => `${margin.fault}` === fault)
    const rows = own.map(margin => [margin.dial, marginText(margin)])
    return [fault, ...aligned(rows).map(line => `  ${line}`)]
  })
}

function marginText({ dial, sweep, isMonotone }: DialMargin): string {
  const said = (value: number): string => valueText(dial, value)
  if (!isMonotone)
    return `has no one threshold: ${stretches(sweep).map(stretchText(dial)).join(', ')}`
  const held = sweep.findLast(step => step.held)
  const broken = sweep.find(step => !step.held)
  if (broken === undefined) return 'holds with any that was tried'
  if (held === undefined) return `breaks from ${said(broken.value)}, the least that was tried`
  return `holds up to ${said(held.value)}, breaks from ${said(broken.value)}`
}

type Stretch = { readonly held: boolean; readonly from: number; to: number }

/** Neighbours that went the same way, as one. */
function stretches(sweep: DialMargin['sweep']): readonly Stretch[] {
  const all: Stretch[] = []
  for (const { value, held } of sweep) {
    const last = all.at(-1)
    if (last?.held === held) last.to = value
    else all.push({ held, from: value, to: value })
  }
  return all
}

const stretchText =
  (dial: string) =>
  ({ held, from, to }: Stretch): string => {
    const values = [...new Set([from, to])].map(value => valueText(dial, value))
    return `${values.join('..')} ${held ? 'held' : 'broken'}`
  }

/** The numbers that are times; the sentence of a fault has all others as they are. */
const times = new Set(['by', 'for', 'every', 'until', 'ahead'])

const valueText = (dial: string, value: number): string =>
  times.has(dial) ? `'${exactDuration(value)}'` : `${value}`
