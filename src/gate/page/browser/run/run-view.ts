/** What is shown of a run: goals, why, what would have held, and what happened over time. */
import type { Picture } from '../../../picture/data.ts'
import type { RunEntry } from '../../../report.ts'
import type { Child } from '../dom.ts'
import { Moment } from '../moment.ts'
import { charts } from './charts.ts'
import { declaration } from './declaration.ts'
import { faultLanes } from './fault-lanes.ts'
import { goals } from './goals.ts'
import { guardLanes } from './guard-lanes.ts'
import { heatMap } from './heat-map.ts'
import { mapOfCalls } from './map-of-calls.ts'
import { momentBar } from './moment-bar.ts'
import { requests } from './requests.ts'
import { remedies } from './remedies.ts'
import { section } from './section.ts'
import { summary } from './summary.ts'
import { why } from './why.ts'

/** A run without a picture is told in words alone. */
export function runView(run: RunEntry): Child {
  const { picture } = run
  const moment = new Moment(picture?.edgesMs ?? [0, run.forMs])
  if (picture !== null) moment.goTo(worstStep(picture))
  return [
    summary(run),
    goals(run),
    why(run),
    remedies(run, moment),
    ...(picture === null ? [] : pictures(run, picture, moment)),
    declaration(run),
    picture === null ? null : momentBar(run, picture, moment),
  ]
}

const pictures = (run: RunEntry, picture: Picture, moment: Moment): Child[] => [
  section(
    'Over time',
    'Drag over a chart to look closer, click to set the moment.',
    faultLanes(run, moment),
    charts(run, picture, moment),
  ),
  heatMap(picture, moment),
  guardLanes(picture, moment),
  mapOfCalls(picture, moment),
  requests(picture, moment),
]

/** One looks first where the fewest were served; the earliest of several. */
function worstStep({ clients }: Picture): number {
  const shares = clients.availability.map(value => value ?? 1)
  return shares.indexOf(Math.min(...shares))
}
