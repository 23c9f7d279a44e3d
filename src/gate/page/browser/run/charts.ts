/** What clients met over time, as charts: availability, latencies, requests. */
import type { ClientSeries, Picture } from '../../../picture/data.ts'
import type { RunEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { table } from '../table.ts'
import { count, moment as momentText, share, time } from '../words.ts'
import { chart, type Line } from './chart.ts'
import { limitsOf } from './limits.ts'

/** Three charts over one axis, and their numbers as a table. */
export function charts(run: RunEntry, picture: Picture, moment: Moment): Child {
  const { calm, edgesMs } = picture
  const perSecond = ({ issued }: ClientSeries): number[] =>
    issued.map((some, i) => (some * 1_000) / (edgesMs[i + 1] - edgesMs[i]))
  const line = (name: string, colour: string, of: Line['of']): Line => ({ name, colour, of })
  const common = { run, moment, picture: { ...picture, calm } }
  return [
    chart({
      ...common,
      title: 'Availability',
      lines: [line('served', 'accent', series => series.availability)],
      limits: limitsOf(run, 'availability'),
      range: [0, 1],
      say: share,
    }),
    chart({
      ...common,
      title: 'Latency',
      lines: [
        line('p50', 'second', series => series.p50),
        line('p99', 'accent', series => series.p99),
      ],
      limits: limitsOf(run, 'latency'),
      isLogarithmic: true,
      say: time,
    }),
    chart({
      ...common,
      title: 'Requests a second',
      lines: [line('issued', 'accent', perSecond)],
      limits: [],
      say: value => (value === null ? '–' : count(value)),
    }),
    h('details', {}, h('summary', {}, 'The numbers as a table'), numbers(picture)),
  ]
}

function numbers({ edgesMs, clients }: Picture): HTMLElement {
  const rows = clients.issued.map((issued, i) => [
    momentText(edgesMs[i]),
    count(issued),
    share(clients.availability[i]),
    time(clients.p50[i]),
    time(clients.p99[i]),
  ])
  const columns = ['requests', 'availability', 'p50', 'p99'].map(number => ({ number }))
  return table('What clients met, step by step', ['from', ...columns], rows)
}
