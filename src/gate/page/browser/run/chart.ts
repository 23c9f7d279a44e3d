/** One chart by uPlot: steps over time, shaded where faults were in force. */
import uPlot from 'uplot'
import type { ClientSeries, Picture } from '../../../picture/data.ts'
import type { RunEntry } from '../../../report.ts'
import { fill, h } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { colour, onTheme } from '../theme.ts'
import { moment as momentText } from '../words.ts'
import type { Limit } from './limits.ts'
import { shading } from './shading.ts'

/** A line of a chart. */
export type Line = {
  readonly name: string
  readonly colour: string
  readonly of: (series: ClientSeries) => readonly (number | null)[]
}

/** What a chart shows. */
export type ChartOf = {
  readonly title: string
  readonly run: RunEntry
  readonly picture: Picture
  readonly moment: Moment
  readonly lines: readonly Line[]
  readonly limits: readonly Limit[]
  /** What the axis shows at the least; by default what there is. */
  readonly range?: readonly [number, number]
  readonly isLogarithmic?: boolean
  readonly say: (value: number | null) => string
}

const HEIGHT = 168
/** Times that people like, in milliseconds. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5,
  36e5,
]

/** A figure with its legend, which has the numbers of the moment, or of where the mouse is. */
export function chart(of: ChartOf): HTMLElement {
  const { title, moment } = of
  const place = h('div', { class: 'plot', role: 'img', 'aria-label': labelOf(of) })
  const legend = h('span', { class: 'keys' })
  const figure = h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, h('h3', {}, title), legend),
    place,
  )
  const said = (step: number): void => fill(legend, keysOf(of, step))
  let plot: uPlot | undefined
  const draw = (): void => {
    plot?.destroy()
    plot = new uPlot(optionsOf(of, place, said), dataOf(of), place)
  }
  const sized = new ResizeObserver(() => {
    if (plot === undefined) draw()
    else if (plot.width !== place.clientWidth) draw()
  })
  sized.observe(place)
  let overlay = moment.overlay
  moment.listen(() => {
    said(moment.step)
    if (overlay !== moment.overlay) {
      overlay = moment.overlay
      draw()
    }
    const [min, max] = moment.zoom
    plot?.batch(() => plot?.setScale('x', { min, max }))
    plot?.redraw(false)
  })
  onTheme(() => plot?.redraw(false))
  said(moment.step)
  return figure
}

function labelOf({ title, lines, picture, say }: ChartOf): string {
  const ranges = lines.map(({ name, of }) => {
    const known = of(picture.clients).filter(value => value !== null)
    if (known.length === 0) return `${name}: nothing`
    const [least, most] = [Math.min(...known), Math.max(...known)]
    return `${name} from ${say(least)} to ${say(most)}`
  })
  return `${title} over time: ${ranges.join(', ')}`
}

/** Each line with its number at a step. */
function keysOf({ lines, picture, moment, say }: ChartOf, step: number): HTMLElement[] {
  const { overlay } = moment
  return [
    h('span', { class: 'muted' }, momentText(picture.edgesMs[step])),
    ...lines.map(({ name, colour: key, of }) =>
      h(
        'span',
        {},
        h('i', { class: `key ${key}` }),
        `${name} `,
        h('b', {}, say(of(picture.clients)[step])),
      ),
    ),
    ...(overlay === undefined ? [] : lines).map(({ name, of }) =>
      h(
        'span',
        {},
        h('i', { class: 'key other' }),
        `${name} with ${overlay?.name} `,
        h('b', {}, say(of(overlay!.series)[step])),
      ),
    ),
  ]
}

/** A step lasts until the next one begins; the last one to the end. */
const stepped = (values: readonly (number | null)[]): (number | null)[] => [
  ...values,
  values.at(-1) ?? null,
]

const seriesOf = ({ moment, picture }: ChartOf): ClientSeries[] =>
  moment.overlay === undefined ? [picture.clients] : [picture.clients, moment.overlay.series]

const dataOf = (of: ChartOf): uPlot.AlignedData => [
  [...of.picture.edgesMs],
  ...seriesOf(of).flatMap(series => of.lines.map(line => stepped(line.of(series)))),
]

/** Room for the names of lanes, so that all share one axis. */
const gutter = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--gutter'))

function optionsOf(of: ChartOf, place: HTMLElement, said: (step: number) => void): uPlot.Options {
  const { moment } = of
  const [min, max] = moment.zoom
  return {
    width: place.clientWidth,
    height: HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { show: false },
      y: false,
      // Where one drags is for one chart to tell: the others follow what is shown then.
      sync: { key: 'run', filters: { pub: isMove } },
      bind: { dblclick: () => () => (moment.show(), null) },
    },
    scales: { x: { time: false, min, max }, y: yScale(of) },
    series: [{}, ...seriesOf(of).flatMap((_, i) => of.lines.map(line => drawnAs(line, i === 1)))],
    axes: axesOf(of),
    hooks: {
      drawClear: [plot => shading(plot, of)],
      setSelect: [plot => select(plot, moment)],
      setCursor: [({ cursor: { idx } }) => said(Math.min(idx ?? moment.step, moment.steps - 1))],
      ready: [plot => plot.over.addEventListener('click', () => goTo(plot, moment))],
    },
  }
}

const isMove = (type: string): boolean => type === 'mousemove' || type === 'mouseleave'

const path = uPlot.paths.stepped!({ align: 1 })

/** What is compared with has dashes. */
const drawnAs = (line: Line, isOther: boolean): uPlot.Series => ({
  stroke: () => colour(isOther ? 'other' : line.colour),
  width: isOther ? 2 : 1.5,
  ...(isOther && { dash: [6, 4] }),
  paths: path,
  points: { show: false },
})

function axesOf({ range, say, isLogarithmic = false }: ChartOf): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: () => colour('muted'),
    font: '12px system-ui',
    ticks: { show: false },
    grid: { stroke: () => colour('line'), width: 1 },
  }
  return [
    { ...axis, incrs: STEPS, size: 26, values: (_, marks) => marks.map(momentText) },
    {
      ...axis,
      size: gutter(),
      ...(isLogarithmic && { grid: { ...axis.grid, filter: powersOfTen } }),
      ...(range !== undefined && { incrs: [0.01, 0.05, 0.1, 0.25, 0.5] }),
      values: (_, marks) => marks.map(mark => (mark === null ? null : say(mark))),
    },
  ]
}

const powersOfTen: uPlot.Axis.Filter = (_, marks) =>
  marks.map(mark => (Number.isInteger(Math.log10(mark)) ? mark : null))

function yScale({ range, isLogarithmic = false }: ChartOf): uPlot.Scale {
  if (range !== undefined) return { range: [range[0], range[1] + 0.02] }
  if (isLogarithmic) return { distr: LOGARITHMIC }
  return { range: (_, __, most) => [0, Math.max(1, most * 1.1)] }
}

// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot names it in types alone
const LOGARITHMIC = 3 as uPlot.Scale.Distr.Logarithmic

function goTo(plot: uPlot, moment: Moment): void {
  const { left = -1 } = plot.cursor
  if (left >= 0) moment.goToMs(plot.posToVal(left, 'x'))
}

/** What was dragged over is shown, in all pictures. */
function select(plot: uPlot, moment: Moment): void {
  const { left, width } = plot.select
  if (width < 4) return
  moment.show(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
}
