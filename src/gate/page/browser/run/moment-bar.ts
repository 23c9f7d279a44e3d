/** Time travel: a slider for the moment, with what clients met then. It stays at hand. */
import type { Picture } from '../../../picture/data.ts'
import type { FaultEntry, RunEntry } from '../../../report.ts'
import { fill, h } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { count, moment as momentText, share, time } from '../words.ts'

/** The bar at the bottom of the page. */
export function momentBar(run: RunEntry, picture: Picture, moment: Moment): HTMLElement {
  const slider = h('input', {
    type: 'range',
    min: 0,
    max: moment.steps - 1,
    'aria-label': 'Moment',
    input: () => moment.goTo(Number(slider.value)),
  })
  const when = h('output', { class: 'when' })
  const numbers = h('dl', {})
  const follow = (): void => {
    slider.value = `${moment.step}`
    slider.setAttribute('aria-valuetext', stepText(moment))
    fill(when, momentText(moment.atMs))
    const said = [...numbersAt(picture, moment.step), ['faults', faultsAt(run.faults, moment)]]
    fill(
      numbers,
      said.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    )
  }
  moment.listen(follow)
  follow()
  return h(
    'aside',
    { class: 'moment', 'aria-label': 'Moment' },
    h('div', { class: 'slide' }, when, slider),
    numbers,
  )
}

/** `from 3m 00s to 3m 02s`. */
export const stepText = ({ atMs, untilMs }: Moment): string =>
  `from ${momentText(atMs)} to ${momentText(untilMs)}`

const numbersAt = ({ clients, components }: Picture, step: number): string[][] => [
  ['requests', count(clients.issued[step])],
  ['availability', share(clients.availability[step])],
  ['p50', time(clients.p50[step])],
  ['p99', time(clients.p99[step])],
  ['waiting', count(components.reduce((sum, { queued }) => sum + queued[step], 0))],
]

function faultsAt(faults: readonly FaultEntry[], { atMs, untilMs }: Moment): string {
  const inForce = faults.filter(({ periods }) =>
    periods.some(({ fromMs, toMs }) => fromMs < untilMs && (toMs ?? Infinity) > atMs),
  )
  return inForce.map(({ kind, target }) => `${kind} ${target}`).join(', ') || 'none'
}
