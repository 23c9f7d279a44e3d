/** F8: what a trial says of goals that are data, which is less than what is reported of them. */
import { crash, goal } from 'gameday'
import { exploration } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { judgeTrial, playSchedule } from '../../../src/explore/search/judge.ts'
import { bistro } from '../support/bistro.ts'

const asked = { for: '20s', within: '6s', settle: '4s', store: false, seed: 'judges' } as const
const down = { seed: '1', faults: [crash('waiter').at('2s').for('15s')] }
const trial = { index: 1, origin: 'fresh', ...down } as const

const linesOf = ({ message = '' }: { readonly message?: string }): string[] => message.split('\n')

describe('F8 a trial that breaks goals', () => {
  const goals = [goal.availability('99%'), goal.availability('98%')] as const
  const explored = exploration(bistro, { ...asked, holds: goals })

  it('says the first line for each, as what is reported is played once more', () => {
    const short = judgeTrial(explored, trial)
    const whole = playSchedule(explored, down, { isTold: true })
    expect([short.verdict, whole.verdict]).toEqual(['broken', 'broken'])
    const [first, between, second, ...more] = linesOf(short)
    expect([between, more]).toEqual(['', []])
    expect(linesOf(whole)).toEqual(expect.arrayContaining([first, second]))
    expect(whole.message).toContain('What happened')
  })

  it('says all that a function says, whatever that is', () => {
    const said = exploration(bistro, { ...asked, holds: () => expect(1, 'one\ntwo').toBe(2) })
    expect(linesOf(judgeTrial(said, trial)).length).toBeGreaterThan(1)
  })

  it('and where nobody called, that nobody knows, and why', () => {
    const holds = goal.latency('p99', '1s', { at: 'kitchen', between: ['5s', '10s'] })
    const { verdict, message } = judgeTrial(exploration(bistro, { ...asked, holds }), trial)
    expect([verdict, message]).toEqual([
      'unknown',
      expect.stringContaining('No requests came to kitchen'),
    ])
  })
})
