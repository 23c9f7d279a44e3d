/** Breakers and the limits of callers over time. */
import type { BreakerSpell, GuardLane, Picture } from '../../../picture/data.ts'
import { type Child, s } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { areaPath } from '../paths.ts'
import { count, moment as momentText } from '../words.ts'
import { lane, lanes } from './lane.ts'
import { section } from './section.ts'

/** Nothing where no call has any. */
export function guardLanes({ guards, edgesMs }: Picture, moment: Moment): Child {
  if (guards.length === 0) return null
  return section(
    'Breakers and pools',
    'Of a breaker: when it was open (full) or half-open (half). Of a limit: how many waited there.',
    lanes(
      'Breakers and pools',
      guards.flatMap(guard => lanesOf(guard, edgesMs, moment)),
    ),
  )
}

const lanesOf = (
  { call, breaker, limits }: GuardLane,
  edgesMs: readonly number[],
  moment: Moment,
): HTMLElement[] => [
  ...(breaker === null ? [] : [breakerLane(call, breaker, moment)]),
  ...limits.map(({ limit, waited }) => {
    const top = Math.max(...waited)
    return lane(
      {
        name: call,
        note: `${limit}, up to ${count(top)} waited`,
        label: `${limit} at ${call}: up to ${count(top)} calls waited in a step`,
        shapes: [s('path', { class: 'area', d: areaPath(edgesMs, waited, top) })],
      },
      moment,
    )
  }),
]

function breakerLane(call: string, breaker: readonly BreakerSpell[], moment: Moment): HTMLElement {
  const said = breaker.map(
    ({ fromMs, toMs, state }) => `${state} from ${momentText(fromMs)} to ${momentText(toMs)}`,
  )
  return lane(
    {
      name: call,
      note: breaker.length === 0 ? 'breaker, never open' : 'breaker',
      label: `breaker of ${call}: ${said.join(', ') || 'closed all the time'}`,
      shapes: breaker.map(({ fromMs, toMs, state }) =>
        s('rect', {
          class: state,
          x: fromMs,
          width: toMs - fromMs,
          y: state === 'open' ? 0 : 0.5,
          height: state === 'open' ? 1 : 0.5,
        }),
      ),
    },
    moment,
  )
}
