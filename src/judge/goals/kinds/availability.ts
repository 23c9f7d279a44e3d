/** The kind of goal that wants a share of requests to be served. */
import { share, type Share } from '../../../kernel/units.ts'
import type { Question } from '../../../record/question.ts'
import { judgeAvailability } from '../../availability.ts'
import { goalKind } from '../kind.ts'
import { asked } from '../read.ts'

/** At least a share was served. */
export const availability = goalKind({
  matcher: 'toStayAvailable',
  beforeOptions: 1,
  read: (atLeast: Share, question?: Question) => ({
    atLeast: share(atLeast),
    question: asked(question),
  }),
  judge: (run, { atLeast, question }) => judgeAvailability(run, atLeast, question),
})
