/** The kind of goal that wants a share of requests to be served. */
import { UsageError } from '../../../kernel/errors.ts'
import { share, type Share } from '../../../kernel/units.ts'
import { failuresIn } from '../../failures.ts'
import type { Question } from '../../../record/question.ts'
import { judgeAvailability } from '../../availability.ts'
import { goalKind } from '../kind.ts'
import { asked } from '../read.ts'

/** At least a share was served. */
export const availability = goalKind({
  matcher: 'toStayAvailable',
  isOfRequests: true,
  beforeOptions: 1,
  read: (atLeast: Share, question?: Question) => ({
    atLeast: over0(share(atLeast)),
    question: asked(question),
  }),
  judge: (run, { atLeast, question }) => judgeAvailability(run, atLeast, question),
  decided: (soFar, { atLeast, question }) =>
    atLeast === 1 && failuresIn(soFar, question) > 0 ? 'broken' : undefined,
})

function over0(atLeast: number): number {
  if (atLeast > 0) return atLeast
  const fix = "write the least share that will do, as '99.9%'"
  throw new UsageError({ what: 'at least 0% is served whatever happens', fix })
}
