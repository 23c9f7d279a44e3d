/** When each fault was in force, and when each change was made. */
import type { FaultEntry, RunEntry } from '../../../report.ts'
import { type Child, h, s } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { count, moment as momentText } from '../words.ts'
import { lane, lanes } from './lane.ts'

/** A lane for each, and a way to look at it closer. */
export function faultLanes({ faults, changes = [] }: RunEntry, moment: Moment): Child {
  const whole = h('button', { type: 'button', click: () => moment.show() }, 'Whole run')
  const around = faults.slice(0, 3).flatMap((fault, i) => aroundFault(fault, i, moment))
  return [
    h('div', { class: 'buttons', role: 'group', 'aria-label': 'Part of the run' }, whole, around),
    faults.length === 0
      ? null
      : lanes(
          'Faults',
          faults.map(fault => faultLane(fault, moment)),
        ),
    changes.length === 0
      ? null
      : lanes(
          'Changes',
          changes.map(change => faultLane(change, moment)),
        ),
  ]
}

function aroundFault({ periods }: FaultEntry, i: number, moment: Moment): Child[] {
  const [first] = periods
  if (first === undefined) return []
  const until = periods.at(-1)?.toMs ?? moment.endMs
  const room = Math.max((until - first.fromMs) / 4, moment.endMs / 40)
  const look = (): void => moment.show(first.fromMs - room, until + room)
  return [
    h('button', { type: 'button', click: look }, i === 0 ? 'Around the fault' : `Fault ${i + 1}`),
  ]
}

function faultLane(
  { fault, kind, target, periods, touched }: FaultEntry,
  moment: Moment,
): HTMLElement {
  const times = periods.map(({ fromMs, toMs }) => ({ from: fromMs, to: toMs ?? moment.endMs }))
  const shown = times.filter(({ from }) => from < moment.endMs)
  const said = shown.map(({ from, to }) => `from ${momentText(from)} to ${momentText(to)}`)
  return lane(
    {
      name: `${kind} ${target}`,
      label: `${fault}: ${said.join(', ') || 'never'}; it touched ${count(touched)} requests`,
      shapes: shown.map(({ from, to }) =>
        s(
          'rect',
          { class: 'fault', x: from, width: Math.min(to, moment.endMs) - from, height: 1 },
          s('title', {}, fault),
        ),
      ),
      class: 'faults',
    },
    moment,
  )
}
