/** What is asked of the explanation of each planted outage, and of its remedies. */
import { describe, expect, it } from 'vitest'
import { type Judgement, judged } from './judged.ts'
import { mended } from './mended.ts'
import type { Outage } from './outage.ts'

/** Asks for the planted cause: wrong may be one seed of 20 and sure of itself, and no more. */
export function itIsExplained(outages: readonly Outage[], seeds: readonly string[]): void {
  const asWhole = seeds.length >= 20
  describe.each(outages)('F7 the planted outage: $name', outage => {
    let judgements: readonly Judgement[] | undefined
    const all = (): readonly Judgement[] => (judgements ??= seeds.map(seed => judged(outage, seed)))

    it('has the cause that was planted, or a question mark', () => {
      const wrong = all()
        .filter(({ is }) => is === 'wrong')
        .map(({ mistakes }) => mistakes)
      expect(asWhole ? wrong.slice(1) : wrong).toEqual([])
    })

    it('is not blamed on what does not matter', () => {
      expect(all().filter(({ blamesDecoy }) => blamesDecoy)).toEqual([])
    })
  })
}

/** Asks for a remedy in the first seed, which holds in all of them once it is pasted. */
export function itIsMended(outages: readonly Outage[], seeds: readonly string[]): void {
  describe.each(outages)('F7 the planted outage: $name', outage => {
    it('holds with the first remedy, pasted into the declaration', async () => {
      const { what, held } = await mended(outage, seeds[0], seeds.slice(1))
      expect(what).toBeDefined()
      expect(held).toBeGreaterThanOrEqual(Math.ceil(0.95 * seeds.length))
    })
  })
}
