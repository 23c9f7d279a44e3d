/** What is drawn of a run: see data.ts. */
import type { Run } from '../../record/run.ts'
import { calmSeries, journeysOf, remedySeries } from './again.ts'
import { clientSeries } from './client-series.ts'
import { componentLanes } from './component-lanes.ts'
import type { Picture } from './data.ts'
import { edgeLanes } from './edge-lanes.ts'
import { guardLanes } from './guard-lanes.ts'
import { journeyEntries } from './journeys.ts'
import { stepsOf } from './steps.ts'

/** Plays the run some times more, where it can be played again. */
export function pictureOf(run: Run): Picture {
  const { recording } = run
  const edgesMs = stepsOf(run)
  return {
    edgesMs,
    clients: clientSeries(run, edgesMs),
    calm: calmSeries(run, edgesMs),
    components: componentLanes(recording, edgesMs),
    edges: edgeLanes(recording, edgesMs),
    guards: guardLanes(recording, edgesMs),
    journeys: journeyEntries(journeysOf(run)),
    remedies: remedySeries(run, edgesMs),
  }
}
