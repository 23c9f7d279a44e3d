/** F10: suites that end in an odd way are told as well; a report never looks better than they. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../src/gate/report.ts'
import { named, shopFiles, suite, type SuiteFolder } from './support/suite.ts'

const head = `
import { expect } from 'gameday/vitest'
import { afterEach, describe, it } from 'vitest'
import { play } from './shop.ts'
`

const files = {
  ...shopFiles,
  'hooks.test.ts': `${head}
describe('with a hook that fails', () => {
  afterEach(() => { throw new Error('cannot be closed') })
  it('plays before', () => { play('7') })
})
it('throws no error', () => { throw { message: 5 } })
`,
  'unhandled.test.ts': `
import { it } from 'vitest'
it('passes', () => { void Promise.reject(new Error('nobody caught it')) })
`,
  'the (own) tests/a (1).test.ts': `${head.replace('./shop', '../shop')}
it('is asked in a folder with blanks', () => { expect(play('1')).toStayAvailable('99%') })
`,
  'killed.test.ts': `process.kill(process.pid, 'SIGKILL')`,
}

describe('F10 the reporter of Vitest, where a suite ends oddly', () => {
  let folder: SuiteFolder
  let report: Report
  beforeAll(async () => {
    folder = suite(files, { test: `pool: 'forks',` })
    await folder.run()
    report = folder.report()
  })
  afterAll(() => folder.remove())

  it('keeps what a test played that a hook behind it failed', () => {
    const { errors, plays } = named(report, 'plays before')
    expect(errors).toEqual(['cannot be closed'])
    expect(plays).toMatchObject([{ seed: '7' }])
  })

  it('tells what was thrown, be it no error', () => {
    const { errors } = named(report, 'throws no error')
    expect(errors).toEqual(['what was thrown has the message 5'])
  })

  it('tells what nobody caught under its file', () => {
    const ofFile = report.tests.filter(({ file }) => file === 'unhandled.test.ts')
    expect(ofFile.map(({ state, errors }) => [state, errors])).toEqual([
      ['failed', ['nobody caught it']],
      ['passed', []],
    ])
  })

  it('finds the line of what was asked, whatever its folder is called', () => {
    const { plays } = named(report, 'is asked in a folder with blanks')
    const place = { file: 'the (own) tests/a (1).test.ts', line: 6, column: 66 }
    expect(plays).toMatchObject([{ goals: [{ place }] }])
  })

  it('tells a file whose process was killed before it told its tests', () => {
    const ofFile = report.tests.find(({ file }) => file === 'killed.test.ts')
    expect(ofFile).toMatchObject({ path: [], state: 'unfinished' })
  })

  it('is written where Vitest stops after the first failure, as bail says', async () => {
    const failing = `${head}it('breaks', () => { expect(play('1')).toStayAvailable('99%') })`
    const names = ['a', 'b', 'c']
    const some = Object.fromEntries(names.map(name => [`${name}.test.ts`, failing]))
    const bailing = suite({ ...shopFiles, ...some }, { test: 'bail: 1, fileParallelism: false,' })
    await bailing.run()
    const { tests } = bailing.report()
    expect(tests.filter(({ state }) => state === 'failed')).toHaveLength(1)
    expect(tests.filter(({ state }) => state === 'unfinished')).toEqual([])
    bailing.remove()
  })
})
