/** F10: the reporter of Jest, called as Jest calls it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import GamedayReporter from '../../src/gate/jest-reporter.ts'
import { briefHere, writePart } from '../../src/gate/parts.ts'
import { runWith } from './support/reports.ts'

const rootDir = mkdtempSync(join(tmpdir(), 'gameday-jest-'))
afterEach(() => rmSync(rootDir, { recursive: true, force: true }))

it('F10 the reporter of Jest adds its setup file once and tells what failed tests played', () => {
  const reporter = new GamedayReporter({ rootDir }, { github: false })
  const setupFilesAfterEnv: string[] = []
  reporter.onRunStart()
  reporter.onTestFileStart({ context: { config: { setupFilesAfterEnv } } })
  reporter.onTestFileStart({ context: { config: { setupFilesAfterEnv } } })
  expect(setupFilesAfterEnv.map(path => path.split('/').at(-1))).toEqual(['jest-setup.cjs'])

  const testFilePath = join(rootDir, 'shop.test.js')
  const plays = { plays: [runWith()], leftOut: 0 }
  writePart(briefHere()!, testFilePath, { 'the shop breaks': plays, 'the shop holds': plays })
  const test = { ancestorTitles: ['the shop'], failureMessages: [] }
  const failureMessages = [`Error: 74%\n    at Object.<anonymous> (${testFilePath}:6:44)`]
  const tests = [
    { ...test, title: 'breaks', fullName: 'the shop breaks', status: 'failed', failureMessages },
    { ...test, title: 'holds', fullName: 'the shop holds', status: 'passed' },
  ]
  reporter.onRunComplete(undefined, { testResults: [{ testFilePath, testResults: tests }] })
  expect(reporter.getLastError()).toBeUndefined()
  expect(briefHere()).toBeUndefined()
  expect(JSON.parse(readFileSync(join(rootDir, '.gameday/report.json'), 'utf8'))).toMatchObject({
    tests: [
      {
        path: ['the shop', 'breaks'],
        state: 'failed',
        errors: ['74%'],
        failedAt: { file: 'shop.test.js', line: 6, column: 44 },
        plays: [{ kind: 'run' }],
      },
      { path: ['the shop', 'holds'], state: 'passed', plays: [] },
    ],
  })
})
