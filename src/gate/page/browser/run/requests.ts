/** Some requests, and where the time of the chosen one went: hop by hop, as a waterfall. */
import { isServedName } from '../../../../record/outcome.ts'
import type { HopEntry, JourneyEntry, Picture } from '../../../picture/data.ts'
import { type Child, fill, h } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { counted, moment as momentText, time } from '../words.ts'
import { section } from './section.ts'

/** Nothing where none was followed. */
export function requests({ journeys }: Picture, moment: Moment): Child {
  if (journeys.length === 0) return null
  const view = h('div', { class: 'waterfall', 'aria-live': 'polite' })
  const show = (journey: JourneyEntry): void => fill(view, waterfall(journey))
  const first = journeys.find(({ outcome }) => !isServedName(outcome)) ?? journeys[0]
  const choices = journeys.map(journey => choice(journey, { isFirst: journey === first, show }))
  const follow = (): void => {
    for (const [i, label] of choices.entries()) {
      const { atMs, ms } = journeys[i]
      const isUnderWay = atMs < moment.untilMs && atMs + ms > moment.atMs
      label.classList.toggle('under-way', isUnderWay)
      const note = label.querySelector('.when')
      if (note !== null) fill(note, isUnderWay ? 'under way then' : `at ${momentText(atMs)}`)
    }
  }
  moment.listen(follow)
  follow()
  show(first)
  return section(
    'Requests',
    'Some failed, some were slow, some went well. Choose one to see where its time went.',
    h(
      'div',
      { class: 'requests' },
      h('fieldset', { class: 'journeys' }, h('legend', { class: 'hidden' }, 'Request'), choices),
      view,
    ),
  )
}

function choice(
  journey: JourneyEntry,
  { isFirst, show }: { readonly isFirst: boolean; readonly show: (journey: JourneyEntry) => void },
): HTMLElement {
  const { call, ms, outcome } = journey
  return h(
    'label',
    {},
    h('input', { type: 'radio', name: 'journey', checked: isFirst, change: () => show(journey) }),
    h(
      'span',
      { class: 'journey' },
      h('b', {}, call.slice(call.indexOf('->') + 2)),
      h('span', { class: 'number' }, time(ms)),
      h('span', { class: isServedName(outcome) ? 'good small' : 'bad small' }, outcome),
      h('span', { class: 'when muted small' }),
    ),
  )
}

function waterfall(journey: JourneyEntry): Child {
  const { hops, leftOut, call, atMs, ms, outcome } = journey
  return [
    h(
      'table',
      {},
      h('caption', {}, `${call}: ${outcome} after ${time(ms)}`),
      h(
        'thead',
        { class: 'hidden' },
        h(
          'tr',
          {},
          ['call', 'when', 'time', 'outcome'].map(name => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        hops.map(hop => rowOf(hop, { atMs, ms: lengthOf(journey) })),
      ),
    ),
    leftOut > 0
      ? h('p', { class: 'muted small' }, `${counted(leftOut, 'more hop')} left out`)
      : null,
    h(
      'ul',
      { class: 'legend' },
      [
        ['network', 'on the network'],
        ['waiting', 'waiting for a slot'],
        ['working', 'working'],
        ['rest', 'waiting for its own calls'],
      ].map(([name, words]) => h('li', {}, h('span', { class: `swatch ${name}` }), words)),
    ),
  ]
}

/** Up to the end of the last hop: some go on when nobody waits for them any more. */
const lengthOf = ({ atMs, ms, hops }: JourneyEntry): number =>
  hops.reduce((end, hop) => Math.max(end, hop.atMs + hop.ms - atMs), ms)

type Scale = { readonly atMs: number; readonly ms: number }

function rowOf(hop: HopEntry, { atMs, ms }: Scale): HTMLElement {
  const { call, depth, attempt, outcome } = hop
  const name = h(
    'th',
    { scope: 'row' },
    attempt > 1 || hop.depth === 0 ? '' : '',
    nameOf(call, attempt),
  )
  name.style.setProperty('--depth', `${depth}`)
  const bar = h('span', { class: 'bar' }, partsOf(hop))
  bar.style.setProperty('--from', `${ms === 0 ? 0 : (hop.atMs - atMs) / ms}`)
  bar.style.setProperty('--share', `${ms === 0 ? 1 : hop.ms / ms}`)
  return h(
    'tr',
    { class: isServedName(outcome) ? '' : 'failed' },
    name,
    h('td', { class: 'track' }, bar),
    h('td', { class: 'number' }, time(hop.ms)),
    h('td', { class: isServedName(outcome) ? 'muted' : 'bad' }, outcome),
  )
}

const nameOf = (call: string, attempt: number): string => {
  const callee = call.slice(call.indexOf('->') + 2)
  return attempt > 1 ? `${callee} (attempt ${attempt})` : callee
}

/** What a bar is made of: the parts that are known, and the rest. */
function partsOf({ ms, networkMs, waitingMs, workingMs }: HopEntry): HTMLElement[] {
  const known = { network: networkMs, waiting: waitingMs, working: workingMs }
  const rest = Math.max(0, ms - networkMs - waitingMs - workingMs)
  return Object.entries({ ...known, rest })
    .filter(([, part]) => part > 0)
    .map(([kind, part]) => {
      const span = h('span', { class: kind, title: `${kind}: ${time(part)}` })
      span.style.setProperty('flex-grow', `${part}`)
      return span
    })
}
