/** `playSeries`: variants are played in order, and each is taken before the next is asked for. */
import { describe, expect, it } from 'vitest'
import { playSeries, type Series } from '../../../src/explore/series/series.ts'

/** Doubles numbers, and notes what happens. */
function doubling(more: Partial<Series<number, number>> = {}) {
  const told: string[] = []
  const take = (result: number, variant: number): void =>
    void told.push(`${variant} made ${result}`)
  const play = (variant: number): number => {
    told.push(`plays ${variant}`)
    return 2 * variant
  }
  return { told, series: { variants: [1, 2, 3], play, take, signal: undefined, ...more } }
}

describe('a series of runs', () => {
  it('plays variants in order, and hands on what came of each', async () => {
    const { told, series } = doubling()
    expect(await playSeries(series)).toBe(false)
    expect(told).toEqual(['plays 1', '1 made 2', 'plays 2', '2 made 4', 'plays 3', '3 made 6'])
  })

  it('asks for the next when what came before was taken, so that it may depend on it', async () => {
    const made = [1]
    function* growing(): Generator<number> {
      for (const last of made) if (last < 10) yield last
    }
    const { told, series } = doubling({
      variants: growing(),
      take: result => void made.push(result),
    })
    await playSeries(series)
    expect(told).toEqual(['plays 1', 'plays 2', 'plays 4', 'plays 8'])
  })

  it('leaves out what is not wanted any more', async () => {
    const { told, series } = doubling()
    await playSeries({ ...series, isWanted: variant => variant !== 2 })
    expect(told.filter(said => said.startsWith('plays'))).toEqual(['plays 1', 'plays 3'])
  })

  it('stops between two runs, and says whether there was more', async () => {
    const stopAt = async (last: number): Promise<unknown> => {
      const stop = new AbortController()
      const { told, series } = doubling({ signal: stop.signal })
      const take = (result: number): void => void (result === 2 * last && stop.abort())
      return [await playSeries({ ...series, take }), told.length]
    }
    expect(await stopAt(2)).toEqual([true, 2])
    expect(await stopAt(3)).toEqual([false, 3])
  })

  it('gives others their turn before each run', async () => {
    const turns: string[] = []
    const { series } = doubling({ play: variant => turns.push(`run ${variant}`) })
    setImmediate(() => turns.push('other'))
    await playSeries(series)
    expect(turns).toEqual(['other', 'run 1', 'run 2', 'run 3'])
  })
})
