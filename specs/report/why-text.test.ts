/** The chapter that says why: short, as wide as a terminal, and only where it is asked for. */
import { call, clients, errors, goal, service, simulate, store, system } from 'gameday'
import { expect as judge } from 'gameday/expect'
import { describe, expect, it } from 'vitest'
import { fitted, shortened } from '../../src/report/shortened.ts'
import { explained } from '../../src/report/explained.ts'

const long = (name: string): string => `${name}${'Recommendations'.repeat(4)}`

const named = (db: string) =>
  system('shop', {
    users: clients({ rate: '50/s', call: 'web' }),
    web: service({ handle: call(db, { timeout: '200ms' }) }),
    [db]: store({ time: '5ms' }),
  } as never)

const playing = (db: string, explain?: boolean) =>
  simulate(named(db), {
    for: '20s',
    faults: [
      errors(db as never, { rate: 0.5 })
        .at('5s')
        .for('5s'),
    ],
    explain,
  })

const textOf = (deed: () => unknown): string => {
  try {
    deed()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('Why', () => {
  it('is a chapter of every message of a broken goal', () => {
    const text = textOf(() => judge(playing('db')).toStayAvailable('99%'))
    const lines = text
      .slice(text.indexOf('  Why'), text.indexOf('  Same seed'))
      .trimEnd()
      .split('\n')
    const fault = "errors('db', { rate: 0.5, code: 500 }).at('5s').for('5s')"
    expect(lines).toEqual([
      '  Why',
      `    ${fault}: 126 of 274 answers of db were errors`,
      '    so 126 calls of web->db failed with error 500',
      '    so 126 requests of users failed with error 500',
      '    without that fault, same seed: 100%',
    ])
  })

  it('is none where the run is not to be explained, and of the opposite', () => {
    const quiet = textOf(() => judge(playing('db', false)).toStayAvailable('99%'))
    expect(quiet).not.toContain('Why')
    expect(textOf(() => judge(playing('db')).not.toStayAvailable('10%'))).not.toContain('Why')
  })

  it('keeps to the width of a terminal, whatever things are called', () => {
    const run = playing(long('db'))
    const [{ lines }] = explained(run, goal.availability('99%')).sections
    expect(lines.length).toBeLessThanOrEqual(6)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(96)
    expect(lines.join(' ')).toContain('were errors')
  })
})

describe('a name', () => {
  it('is shortened in the middle', () => {
    expect(shortened('recommendations->database', 13)).toBe('recomm…tabase')
    expect(shortened('db', 13)).toBe('db')
  })

  it('is shortened only where its line is too wide, the longest first', () => {
    const name = 'n'.repeat(90)
    expect(fitted(`db waits for ${name}`, ['db', name])).toHaveLength(96)
    expect(fitted('db waits', ['db'])).toBe('db waits')
    expect(fitted('x'.repeat(120), [])).toBe(`${'x'.repeat(95)}…`)
  })
})
