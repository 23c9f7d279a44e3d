/** How far each fault of a counterexample is from harmless, in words. */
import type { Counterexample, Margin } from '../explore/findings.ts'
import { exactDuration } from '../kernel/units.ts'
import { aligned } from './columns.ts'

/** A line for each number that was turned, all else as it is. */
export function marginLines({ margins }: Counterexample): string[] {
  return aligned(
    margins.map((margin, i) => {
      const fault = `${margin.fault}`
      const isSame = i > 0 && `${margins[i - 1].fault}` === fault
      return [isSame ? '' : fault, marginText(margin)]
    }),
  )
}

function marginText({ dial, sweep, isMonotone }: Margin): string {
  const said = (value: number): string => `${dial}: ${valueText(dial, value)}`
  if (!isMonotone) return `${dial} in no order: ${sweepText(dial, sweep)}`
  const held = sweep.findLast(step => step.held)
  const broken = sweep.find(step => !step.held)
  if (broken === undefined) return `holds with any ${dial}`
  if (held === undefined) return `breaks from ${said(broken.value)}, the least there is`
  return `holds up to ${said(held.value)}, breaks from ${said(broken.value)}`
}

const sweepText = (dial: string, sweep: Margin['sweep']): string =>
  sweep.map(({ value, held }) => `${valueText(dial, value)} ${held ? 'held' : 'broken'}`).join(', ')

/** The numbers that are times; the sentence of a fault has all others as they are. */
const times = new Set(['by', 'for', 'ahead'])

const valueText = (dial: string, value: number): string =>
  times.has(dial) ? `'${exactDuration(value)}'` : `${value}`
