/** F10: a suite that ends badly leaves a report that is whole, or the one from before. */
import { chmodSync, existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { named, shopFiles, suite, type SuiteFolder } from './support/suite.ts'

const head = `
import { expect } from 'gameday/vitest'
import { it } from 'vitest'
import { play } from './shop.ts'
`

const files = {
  ...shopFiles,
  'a.test.ts': `${head}
it('breaks', () => {
  expect(play('7')).toStayAvailable('99.9%')
})
`,
}

let folder: SuiteFolder
afterEach(() => folder.remove())

describe('F10 a suite', () => {
  it('whose test ends its process tells that test as far as it came, and all others', async () => {
    folder = suite({
      ...files,
      'b.test.ts': `${head}
it('ends in the middle', () => {
  play('8')
  process.kill(process.pid, 'SIGKILL')
})
`,
    })
    const { code } = await folder.run('--pool=forks')
    expect(code).toBe(1)
    const report = folder.report()
    expect(named(report, 'breaks')).toMatchObject({ state: 'failed', plays: [{ kind: 'run' }] })
    const ended = report.tests.filter(({ file }) => file === 'b.test.ts')
    expect(ended.map(({ state }) => state)).not.toContain('passed')
  })

  it.skipIf(!existsSync('/dev/full'))('whose disk is full says so, and ends with 1', async () => {
    folder = suite(files, { options: "{ junit: 'full/junit.xml', github: true }" })
    symlinkSync('/dev/full', join(folder.path, 'summary.md'))
    const { code, printed } = await folder.runIn({ GITHUB_STEP_SUMMARY: 'summary.md' })
    expect(code).toBe(1)
    expect(printed).toMatch(/the summary summary\.md could not be written: ENOSPC/)
    expect(folder.read('full/junit.xml')).toContain('</testsuites>')
  })

  it('whose folder may not be written says so', async () => {
    folder = suite(
      { ...files, 'locked/file': '' },
      { options: "{ junit: 'locked/file/junit.xml' }" },
    )
    chmodSync(join(folder.path, 'locked'), 0o555)
    const { code, printed } = await folder.run()
    chmodSync(join(folder.path, 'locked'), 0o755)
    expect(code).toBe(1)
    expect(printed).toContain(
      'the report locked/file/junit.xml could not be written: a part of its',
    )
    expect(folder.has('.gameday/report.json')).toBe(true)
  })
})
