/** Goals as plain questions: they are asked 50,000 times, so they write no reports. */
import type { Question, Run, Window } from 'gameday'

/** Whether at least such a share had an answer in time, be it right or wrong. */
export const isAnswered =
  (atLeast: number, whose: Question = {}) =>
  (run: Run): boolean => {
    const { issued, outcomes } = run.requests(whose)
    return outcomes.ok + outcomes.degraded + outcomes.incorrect >= atLeast * issued
  }

/** Whether at least such a share is served again, once every fault is over. */
export const isServedAgain =
  (atLeast: number) =>
  (run: Run, calm: Window): boolean =>
    (run.availability(calm) ?? 0) >= atLeast
