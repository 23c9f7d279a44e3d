/** The names of the package's main door that a goal, or the sentence of a fault, may use. */
import * as gauges from '../../faults/gauges.ts'
import * as words from '../../faults/words.ts'

/** What is neither a word for a fault nor for a condition. */
const others =
  'allOf anyOf not rule scenario simulate start blastRadius causesOf heatMap timeline ' +
  'dependentsOf downstreamOf upstreamOf HEAT_THRESHOLDS UsageError Run'

/** A test imports these from 'gameday'. */
export const gamedayNames: ReadonlySet<string> = new Set([
  ...Object.keys(words),
  ...Object.keys(gauges),
  ...others.split(' '),
])
