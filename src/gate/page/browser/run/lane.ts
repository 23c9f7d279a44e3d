/** A lane: something over the same axis of time as all else, with its name beside it. */
import { type Child, h, s } from '../dom.ts'
import type { Moment } from '../moment.ts'

/** What a lane is made of. */
export type LaneOf = {
  readonly name: string
  /** What it shows, in words. */
  readonly label: string
  /** Behind the name, in small letters. */
  readonly note?: string
  /** In milliseconds to the right, and from 0 to 1 downwards. */
  readonly shapes: readonly SVGElement[]
  readonly class?: string
}

/** A row with its picture, which follows the part of time that is shown and the moment. */
export function lane(
  { name, label, note, shapes, class: kind }: LaneOf,
  moment: Moment,
): HTMLElement {
  const now = s('line', { class: 'now', y1: 0, y2: 1, 'vector-effect': 'non-scaling-stroke' })
  const svg = s(
    'svg',
    { preserveAspectRatio: 'none', role: 'img', 'aria-label': label, click: set },
    s('rect', { class: 'ground', width: moment.endMs, height: 1 }),
    shapes,
    now,
  )
  function set(event: Event): void {
    const { left, width } = svg.getBoundingClientRect()
    const [from, to] = moment.zoom
    moment.goToMs(from + (((event as MouseEvent).clientX - left) / width) * (to - from))
  }
  const follow = (): void => {
    const [from, to] = moment.zoom
    svg.setAttribute('viewBox', `${from} 0 ${to - from} 1`)
    const at = (moment.atMs + moment.untilMs) / 2
    now.setAttribute('x1', `${at}`)
    now.setAttribute('x2', `${at}`)
  }
  moment.listen(follow)
  follow()
  return h(
    'li',
    { class: `lane ${kind ?? ''}` },
    h(
      'span',
      { class: 'lane-name', title: name },
      name,
      note === undefined ? null : h('span', { class: 'muted small' }, ` ${note}`),
    ),
    svg,
  )
}

/** Lanes under each other. */
export const lanes = (label: string, rows: readonly Child[]): HTMLElement =>
  h('ul', { class: 'lanes', 'aria-label': label }, rows)
