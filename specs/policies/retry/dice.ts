/** Chance for the stories: dice whose throws are known, and what a retry makes of them. */
import { Retry, type RetryOptions } from 'gameday/policies'

/** Dice that fall as told, one throw after the other, and may not be thrown more often. */
export function loaded(...throws: readonly number[]): () => number {
  let next = 0
  return () => {
    if (next === throws.length) throw new Error(`thrown more than ${throws.length} times`)
    return throws[next++]
  }
}

/** The first waits of a call that keeps failing, one for each throw. */
export function waits(options: RetryOptions, ...throws: readonly number[]): number[] {
  const retry = new Retry({ attempts: 1_000, ...options })
  const progress = retry.start()
  const random = loaded(...throws)
  return throws.map(() => retry.next(progress, random)!)
}

/** The first waits of a call that keeps failing, when chance plays no part. */
export function waitsWithoutChance(options: RetryOptions, count: number): number[] {
  const retry = new Retry({ attempts: 1_000, ...options })
  const progress = retry.start()
  return Array.from({ length: count }, () => retry.next(progress, loaded())!)
}
