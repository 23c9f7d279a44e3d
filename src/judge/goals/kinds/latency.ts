/** The kind of goal that sets a limit to a percentile of latencies. */
import { type Percentile, percentileName, shareOf } from '../../../kernel/percentile.ts'
import { type Duration, durationMs } from '../../../kernel/units.ts'
import type { Question } from '../../../record/question.ts'
import { judgeLatency } from '../../latency.ts'
import { goalKind } from '../kind.ts'
import { asked } from '../read.ts'

/** A percentile is no longer than a limit. */
export const latency = goalKind({
  matcher: 'toNotExceedPercentile',
  isOfRequests: true,
  beforeOptions: 2,
  read: (percentile: Percentile, limit: Duration, question?: Question) => ({
    percentile: percentileName(shareOf(percentile)),
    limitMs: durationMs(limit),
    question: asked(question),
  }),
  judge: (run, { question, ...goal }) => judgeLatency(run, goal, question),
})
