/** Answers of machines, in which nothing may be NaN. */

/** An answer that is no number is as bad as an error that teaches nothing. */
export function told<T>(answer: T): T {
  const all = typeof answer === 'object' && answer !== null ? Object.values(answer) : [answer]
  if (all.some(Number.isNaN)) throw new Error(`the answer is ${JSON.stringify(all)}`)
  return answer
}
