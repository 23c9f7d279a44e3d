/** F10: a reporter that is told wrong says so before anything runs, and what to write. */
import { afterEach, describe, expect, it } from 'vitest'
import JestReporter from '../../src/gate/jest-reporter.ts'
import VitestReporter from '../../src/gate/vitest-reporter.ts'
import { shopFiles, suite, type SuiteFolder } from './support/suite.ts'

const reporters = [
  ['gameday/vitest-reporter', (options: object) => new VitestReporter(options)],
  ['gameday/jest-reporter', (options: object) => new JestReporter({ rootDir: '.' }, options)],
] as const

describe.each(reporters)('F10 the options of %s', (name, reporterWith) => {
  it.each([
    [{ html: 3 }, '3 is no path', 'html', "write one, as 'gameday/report.xml'"],
    [{ junit: '' }, "'' is no path", 'junit', "write one, as 'gameday/report.xml'"],
    [{ jnuit: 'a.xml' }, 'there is no option "jnuit"', 'jnuit', 'did you mean "junit"?'],
    [{ github: 'yes' }, '"yes" is neither true nor false', 'github', 'write true or false'],
    [{ for: 'failing' }, '"failing" is no choice', 'for', 'did you mean "failed"?'],
    [
      { html: '.gameday/report.json' },
      'json and html would be written to one file, ".gameday/report.json"',
      'html',
      'name a file for each',
    ],
  ])('%o: %s', (options, what, where, fix) => {
    expect(() => reporterWith(options)).toThrow(
      expect.objectContaining({ problems: [{ what, where: `${name} › ${where}`, fix }] }),
    )
  })

  it('are told all mistakes at once', () => {
    const wrong = { json: true, junit: 1, fro: 'all' }
    expect(() => reporterWith(wrong)).toThrow(/true is no path[^]*1 is no path[^]*"fro"/)
  })
})

let folder: SuiteFolder | undefined
afterEach(() => folder?.remove())

describe('F10 a suite whose configuration has the reporter wrong', () => {
  const files = {
    ...shopFiles,
    'a.test.ts': "import { it } from 'vitest'\nit('runs', () => undefined)\n",
  }

  it('runs no test, and says what is wrong in it', async () => {
    folder = suite(files, { options: "{ html: 'x', junit: './x' }" })
    const { code, printed } = await folder.run()
    expect(code).toBe(1)
    expect(printed).toContain('junit and html would be written to one file')
    expect(printed).not.toContain('1 passed')
  })

  it('says that one is enough where there are two', async () => {
    folder = suite(files, { options: "{ json: 'a.json' }], ['gameday/vitest-reporter', {}" })
    const { code, printed } = await folder.run()
    expect(code).toBe(1)
    expect(printed).toContain('gameday/vitest-reporter is there twice')
    expect(printed).toContain('add it once, with all formats')
  })
})
