/** F6: matchers judge ensembles, too, and are as sure as they are asked to be. */
import { clients, errors, store, system } from 'gameday'
import { ensemble } from 'gameday/explore'
import { expect as soundly } from 'gameday/expect'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'

const kiosk = system('kiosk', {
  people: clients({ rate: '50/s', call: 'till', timeout: '1s' }),
  till: store({ time: '1ms', concurrency: 20 }),
})
/** One in ten fails. */
const faulty = errors('till', { rate: '10%' }).at('0s').for('10s')
const many = await ensemble(kiosk, { for: '10s', faults: [faulty], seeds: 40 })

describe('F6 a matcher of an ensemble', () => {
  it('passes when the goal holds over seeds, with the confidence that is asked for', () => {
    expect(many).toStayAvailable('88%')
    expect(many).toStayAvailable('88%', { confidence: 0.999, at: 'till' })
    expect(many).not.toStayAvailable('92%', { confidence: '99%' })
    soundly(many).toNotExceedP99('10ms', { confidence: 0.9 })
  })

  it('is unknown where the interval lies on both sides, and fails, with .not as without', () => {
    const unclear = /is unknown in the mean, with 95% confidence[^]*about \d+ seeds would tell/
    expect(() => soundly(many).toStayAvailable('90%')).toThrow(unclear)
    expect(() => soundly(many).not.toStayAvailable('90%')).toThrow('So the goal is neither held')
  })

  it('may ask for a share of seeds', () => {
    const asked = (share: '90%' | '85%') => soundly(many).toStayAvailable(share, { inSeeds: '80%' })
    expect(() => asked('85%')).not.toThrow()
    expect(() => asked('90%')).toThrow()
  })

  it('says what was wanted, what was, and which seed is worst', () => {
    let message = ''
    try {
      soundly(many).toStayAvailable('92%', { during: faulty })
    } catch (error) {
      message = (error as Error).message
    }
    const seed = many.goals.length === 0 ? /Worst is seed (\d+)/.exec(message)?.[1] : undefined
    expect(message).toMatch(
      /^kiosk, 40 seeds: goal\.availability\('92%', .*\) does not hold in the mean, with 95%/,
    )
    expect(message).toContain(`Held in`)
    expect(message).toContain(`simulate(system, { ...options, seed: '${seed}' })`)
  })

  it('takes no names that the system does not have, nor a confidence of a run', () => {
    // @ts-expect-error: there is no such component
    expect(() => soundly(many).toStayAvailable('1%', { at: 'tillage' })).toThrow('tillage')
    const run = many.run('1')
    const unsure = { confidence: 0.9 } as object
    expect(() => soundly(run).toStayAvailable('1%', unsure)).toThrow('confidence')
    // @ts-expect-error: certainty is not to be had
    expect(() => soundly(many).toStayAvailable('1%', { confidence: true })).toThrow()
  })
})
