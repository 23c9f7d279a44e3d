/** What stands behind the lines of a chart: faults, limits of goals, and the moment. */
import type uPlot from 'uplot'
import { colour } from '../theme.ts'
import type { ChartOf } from './chart.ts'

/** Drawn before the lines. */
export function shading(plot: uPlot, { run, moment, limits }: ChartOf): void {
  const { ctx, bbox } = plot
  const { left, top, width, height } = bbox
  const x = (ms: number): number => plot.valToPos(ms, 'x', true)
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  ctx.fillStyle = colour('shade')
  for (const { fromMs, toMs } of run.faults.flatMap(({ periods }) => periods)) {
    const [from, to] = [x(fromMs), x(toMs ?? moment.endMs)]
    ctx.fillRect(from, top, to - from, height)
  }
  ctx.lineWidth = devicePixelRatio
  for (const { value } of limits) {
    line(plot, {
      colour: 'bad',
      dash: [2, 3],
      at: plot.valToPos(value, 'y', true),
      isUpright: false,
    })
  }
  const at = x((moment.atMs + moment.untilMs) / 2)
  line(plot, { colour: 'text', dash: [], at, isUpright: true })
  ctx.restore()
}

type Drawn = {
  readonly colour: string
  readonly dash: readonly number[]
  readonly at: number
  readonly isUpright: boolean
}

function line({ ctx, bbox }: uPlot, { colour: name, dash, at, isUpright }: Drawn): void {
  const { left, top, width, height } = bbox
  ctx.strokeStyle = colour(name)
  ctx.setLineDash(dash.map(length => length * devicePixelRatio))
  ctx.beginPath()
  ctx.moveTo(isUpright ? at : left, isUpright ? top : at)
  ctx.lineTo(isUpright ? at : left + width, isUpright ? top + height : at)
  ctx.stroke()
}
