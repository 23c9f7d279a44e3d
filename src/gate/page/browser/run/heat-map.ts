/** How components were over time: their levels, or one of their numbers. */
import type { ComponentLane, Picture } from '../../../picture/data.ts'
import { type Child, fill, h, s } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { areaPath, runsOf } from '../paths.ts'
import { count, levelMeaning, levelWords, moment as momentText, share } from '../words.ts'
import { lane, lanes } from './lane.ts'
import { section } from './section.ts'

/** What can be shown of all components. */
const measures = ['level', 'in flight', 'waiting', 'utilisation'] as const
type Measure = (typeof measures)[number]

/** All components under each other, the worst first. */
export function heatMap({ components, edgesMs }: Picture, moment: Moment): Child {
  const sorted = components.toSorted((a, b) => badness(b) - badness(a))
  const rows = h('div', {})
  const show = (measure: Measure): void => {
    const made = sorted.map(component => laneOf(component, { measure, edgesMs }, moment))
    fill(rows, lanes(`Components: ${measure}`, made))
  }
  show('level')
  return section('Components', '', choices(show), rows, legend())
}

/** Steps weigh more the worse they are. */
const badness = ({ levels }: ComponentLane): number =>
  runsOf(levels).reduce((sum, { from, to, value }) => sum + (to - from) * weights[Number(value)], 0)

const weights = [0, 0, 1, 10, 100] as const

const choices = (show: (measure: Measure) => void): HTMLElement =>
  h(
    'fieldset',
    { class: 'segments' },
    h('legend', {}, 'Shown of each'),
    measures.map(measure =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'measure',
          checked: measure === 'level',
          change: () => show(measure),
        }),
        h('span', {}, measure),
      ),
    ),
  )

type Shown = { readonly measure: Measure; readonly edgesMs: readonly number[] }

function laneOf(
  component: ComponentLane,
  { measure, edgesMs }: Shown,
  moment: Moment,
): HTMLElement {
  if (measure === 'level') return levelLane(component, edgesMs, moment)
  const values = {
    'in flight': component.inFlight,
    waiting: component.queued,
    utilisation: component.utilisation,
  }[measure]
  const top = Math.max(...values)
  const most = measure === 'utilisation' ? share(top) : count(top)
  const { name } = component
  return lane(
    {
      name,
      note: `up to ${most}`,
      label: `${name}: ${measure}, up to ${most}`,
      shapes: [
        s('path', {
          class: 'area',
          d: areaPath(edgesMs, values, measure === 'utilisation' ? 1 : top),
        }),
      ],
    },
    moment,
  )
}

function levelLane(
  { name, levels }: ComponentLane,
  edgesMs: readonly number[],
  moment: Moment,
): HTMLElement {
  const runs = runsOf(levels)
  const said = runs.flatMap(({ from, to, value }) => {
    const [begin, end] = [momentText(edgesMs[from]), momentText(edgesMs[to])]
    return Number(value) > 1 ? [`${levelWords[Number(value)]} from ${begin} to ${end}`] : []
  })
  return lane(
    {
      name,
      label: `${name}: ${said.join(', ') || 'never worse than healthy'}`,
      shapes: runs.map(({ from, to, value }) =>
        s('rect', {
          class: `level-${value}`,
          x: edgesMs[from],
          width: edgesMs[to] - edgesMs[from],
          height: 1,
        }),
      ),
      class: 'heat',
    },
    moment,
  )
}

/** The levels with what they mean. */
const legend = (): HTMLElement =>
  h(
    'ul',
    { class: 'legend' },
    levelWords.map((word, level) =>
      h(
        'li',
        {},
        s(
          'svg',
          { width: 14, height: 14, 'aria-hidden': true },
          s('rect', { class: `level-${level}`, width: 14, height: 14, rx: 3 }),
        ),
        h('span', {}, h('b', {}, word), ` ${levelMeaning[level]}`),
      ),
    ),
  )
