/** F9 `gameday survey`: every fault that fits, as text and JSON, with progress and exit codes. */
import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { called, folderWith } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

/** A page that does without advertisements only as far as it says. */
const file = (holds: string, more = '') => `
import { call, clients, goal, service, store, system } from 'gameday'
import { exploration } from 'gameday/explore'
const page = system('page', {
  users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    handle: [
      call('db', {
        timeout: '200ms', retry: { attempts: 2, base: '10ms' }, bulkhead: { limit: 400 },
      }),
      call('ads', { optional: true }),
    ],
  }),
  db: store({ time: '5ms' }),
  ads: store({ time: '5ms' }),
})
export default exploration(page, {
  for: '10s', kinds: ['errors', 'slow'], targets: ['db', 'ads'], holds: ${holds}, ${more}
})`

const surveyed = (text: string, words: readonly string[] = [], world = {}) => {
  cwd = folderWith({ 'page.ts': text })
  return called(['survey', 'page.ts', ...words], { cwd, ...world })
}

const available = "goal.availability('99%')"

describe('F9 gameday survey', () => {
  it('tells the matrix, what is critical and what was never at work, and ends with 1', async () => {
    const { code, out, err } = await surveyed(file(available))
    expect({ code, out }).toEqual({
      code: 1,
      out: `
page: 3 of 4 single faults break goal.availability('99%')

  5 runs with seed 1.

         slow  errors
  db        X       X
  ads       X       .
  X breaks a goal, . does not, ? nobody knows

  The least that breaks it
    alone: db, ads

  Declared optional, in fact critical
    ads: slow

  Never had anything to do
    bulkhead: web->db
`.trimStart(),
    })
    expect(err).toBe('100%, 5 of 5 runs, 0s left\n')
  })

  it('ends with 0 where no fault breaks a goal, and plays pairs when it is told to', async () => {
    const { code, out } = await surveyed(file("goal.availability('1%')"), ['--pairs'])
    expect(code).toBe(0)
    expect(out).toContain(
      "none of 4 single faults break goal.availability('1%'), and the only pair does not\n",
    )
  })

  it('takes the seed, the length and the number of runs from the command line', async () => {
    const words = ['--seed', 'two', '--for', '8s', '--runs', '3', '--json']
    const { out } = await surveyed(file(available), words)
    expect(JSON.parse(out)).toMatchObject({ seed: 'two', runs: 3, isCutShort: true })
  })

  it('prints JSON: faults as sentences, goals as they are written and read', async () => {
    const { out } = await surveyed(file(available), ['--json'])
    const found = JSON.parse(out)
    expect(Object.keys(found).slice(0, 5)).toEqual([
      'version',
      'name',
      'verdict',
      'because',
      'goals',
    ])
    const goal = { text: available, goal: 'availability', says: ['99%'] }
    expect(found).toMatchObject({ version: 1, name: 'page', verdict: 'broken', goals: [goal] })
    expect(found.cells[1]).toMatchObject({ kind: 'errors', target: 'db', verdict: 'broken' })
    expect(found.cells[1].fault).toMatch(/^errors\('db'/)
    expect(found.critical).toMatchObject([{ component: 'ads' }])
    expect(found.unexercised).toEqual([{ what: 'bulkhead', at: 'web->db' }])
  })

  it('tells which one change mends most when it is told to, with many threads', async () => {
    const words = ['--changes', '--workers', '2', '--json']
    const { changes } = JSON.parse((await surveyed(file(available), words)).out)
    expect(changes[0]).toMatchObject({ of: expect.any(Number), breaks: [] })
    expect(changes[0].mends[0]).toMatch(/^(slow|errors)\('/)
    expect(changes[0].lines[0]).toMatchObject({ part: 'web', plus: expect.any(String) })
  })

  it('is unknown where the goals do not hold without faults, and does not pass', async () => {
    const { code, out } = await surveyed(file("goal.latency('p99', '1ms')"))
    expect(code).toBe(1)
    expect(out).toMatch(/^page: it is unknown what breaks .*, since without faults/)
  })

  it('tells what was cut short by Ctrl-C', async () => {
    const stop = new AbortController()
    const err: string[] = []
    const world = {
      isTerminal: true,
      signal: stop.signal,
      err: (text: string) => {
        err.push(text)
        if (text.includes('3 of 5')) stop.abort()
      },
    }
    const { code, out } = await surveyed(file(available), [], world)
    expect(code).toBe(130)
    expect(out).toContain('3 runs with seed 1, stopped.')
    expect(err[2]).toBe('\r\u001b[2K60%, 3 of 5 runs, 2s left')
    expect(err.at(-1)).toBe('Stopped after 3 of 5 runs; 2 runs not played.\n')
  })

  it('says what a file has to export', async () => {
    const { code, err } = await surveyed(file('run => run.availability() > 0.9'))
    expect(code).toBe(2)
    expect(err).toContain(
      'what must hold is a function, and a survey asks goals as data\n  where: page.ts › holds\n',
    )
    expect(err).toContain("write holds: goal.availability('99%') in it")
    const wrong = await surveyed(file(available), ['--for', '0s'])
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('write --for 20s') })
  })
})
