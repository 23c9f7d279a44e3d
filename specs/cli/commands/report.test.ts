/** F10 `gameday report`: reports of shards become one, in other formats. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { json } from '../../../src/gate/formats/json.ts'
import type { Picture } from '../../../src/gate/picture/data.ts'
import { brokenGoal, hostile, reportOf, runWith, test } from '../../gate/support/reports.ts'
import { called, folderWith } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const failed = { state: 'failed', plays: [runWith(brokenGoal(hostile))] } as const
const first = test('breaks', { ...failed, file: 'a.test.ts' })
const second = test(hostile, { ...failed, file: 'b.test.ts' })

const none = { issued: [0, 0], availability: [null, null] }
const clients = { ...none, p50: [null, null], p99: [null, null] }
const db = {
  ...none,
  name: 'db',
  kind: 'store',
  levels: '00',
  utilisation: [0, 0],
  queued: [0, 0],
  inFlight: [0, 0],
}
const edge = { from: 'web', to: 'db', issued: [0, 0], attempts: [0, 0], failed: [0, 0] }
const guard = { call: 'web->db', breaker: null, limits: [{ limit: 'bulkhead', waited: [1] }] }
const remedy = { goal: 'g', what: 'w', clients: { ...clients, p50: [] } }
/** Two steps, in which nothing happened. */
const picture: Picture = {
  edgesMs: [0, 5, 10],
  clients,
  calm: null,
  components: [db],
  edges: [edge],
  guards: [],
  journeys: [],
  remedies: [],
}

describe('F10 gameday report', () => {
  it('merges the reports of shards, whichever is first, and says what they came to', async () => {
    cwd = folderWith({
      '1.json': json(reportOf(first)),
      '2.json': json(reportOf(second)),
    })
    const words = ['report', '2.json', '1.json', '--report', 'json=all.json,junit=all.xml']
    const { code, out } = await called(words, { cwd })
    expect({ code, out }).toEqual({ code: 0, out: '2 tests, 2 failed\n' })
    const whole = json(reportOf(first, second))
    expect(readFileSync(join(cwd, 'all.json'), 'utf8')).toBe(whole)
    expect(readFileSync(join(cwd, 'all.xml'), 'utf8')).toContain('failures="2"')
  })

  it('writes over no report that it reads', async () => {
    cwd = folderWith({ '1.json': json(reportOf(first)) })
    const words = ['report', '1.json', '--report', 'junit=1.json']
    const { code, err } = await called(words, { cwd })
    expect(code).toBe(2)
    expect(err).toContain('junit would be written over a report that is read, "1.json"')
    expect(readFileSync(join(cwd, '1.json'), 'utf8')).toBe(json(reportOf(first)))
  })

  it('tells of every file that is no report what is wrong in it, and writes nothing', async () => {
    cwd = folderWith({
      'good.json': json(reportOf(first)),
      'cut.json': '{"version": 1, "te',
      'old.json': '{"version": 0}',
      'other.json': '{"version": 1, "tests": [{"file": 3}]}',
      'list.json': '[]',
    })
    const files = ['good.json', 'cut.json', 'old.json', 'other.json', 'list.json', 'none.json']
    const { code, err } = await called(['report', ...files, '--report', 'junit=x.xml'], { cwd })
    expect(code).toBe(2)
    expect(err).toMatch(/it is no JSON\n +where: cut\.json/)
    expect(err).toMatch(/a report of version 0, and this is 1\n +where: old\.json/)
    expect(err).toMatch(/it is no report: tests\/0\/file: .*\n +where: other\.json/)
    expect(err).toMatch(/it has no version\n +where: list\.json/)
    expect(err).toMatch(/there is no such file\n +where: none\.json/)
    expect(() => readFileSync(join(cwd, 'x.xml'))).toThrow(/ENOENT/)
  })

  it('reads a file that begins with a byte order mark', async () => {
    cwd = folderWith({ '1.json': `\uFEFF${json(reportOf(first))}` })
    const { code } = await called(['report', '1.json', '--report', 'json=2.json'], { cwd })
    expect(code).toBe(0)
    expect(readFileSync(join(cwd, '2.json'), 'utf8')).toBe(json(reportOf(first)))
  })

  it.each([
    ['clients/p99', { clients: { ...clients, p99: [1] } }, 'it has 1 of 2 steps'],
    ['calm/issued', { calm: { ...clients, issued: [1, 2, 3] } }, 'it has 3 of 2 steps'],
    ['components/0/levels', { components: [{ ...db, levels: '111' }] }, 'it has 3 of 2 steps'],
    ['components/0/queued', { components: [{ ...db, queued: [] }] }, 'it has 0 of 2 steps'],
    ['edges/0/failed', { edges: [{ ...edge, failed: [1] }] }, 'it has 1 of 2 steps'],
    ['guards/0/limits/0/waited', { guards: [guard] }, 'it has 1 of 2 steps'],
    ['remedies/0/clients/p50', { remedies: [remedy] }, 'it has 0 of 2 steps'],
    ['edgesMs', { edgesMs: [0] }, 'there is no step between them'],
    ['edgesMs', { edgesMs: [0, 5, 5] }, 'each must be later than the one before'],
  ])('refuses a picture that misfits in %s, and draws nothing', async (path, rows, why) => {
    const run = { ...runWith(), picture: { ...picture, ...rows } }
    cwd = folderWith({ 'p.json': json(reportOf(test('a'), test('b', { plays: [run] }))) })
    const { code, err } = await called(['report', 'p.json'], { cwd })
    expect(code).toBe(2)
    expect(err).toContain(`it is no report: tests/1/plays/0/picture/${path}: ${why}\n`)
    expect(existsSync(join(cwd, '.gameday/report.html'))).toBe(false)
  })

  it('refuses what is no graph, and what is too deep to be read, with a remedy', async () => {
    const explained = (explanation: unknown): string =>
      json(reportOf(test('a', { plays: [runWith({ ...brokenGoal('goal'), explanation })] })))
    const depths = 20_000
    cwd = folderWith({
      'graph.json': explained({ cause: { graph: { nodes: [] } } }),
      'deep.json': explained(1).replace(
        '"explanation": 1',
        `"explanation": ${'{"a":'.repeat(depths)}1${'}'.repeat(depths)}`,
      ),
    })
    const { code, err } = await called(['report', 'graph.json', 'deep.json'], { cwd })
    expect(code).toBe(2)
    expect(err).toMatch(/it is no report: .*explanation\/cause\/graph: .*\n +where: graph\.json/)
    expect(err).toMatch(/it is too deep\n +where: deep\.json/)
  })
})
