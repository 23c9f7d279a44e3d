/** F10: watching, each report of Vitest's reporter has what ran, and nothing is left behind. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { named, shopFiles, suite, type SuiteFolder } from './support/suite.ts'

const asking = (name: string, wanted: string): string => `
import { expect } from 'gameday/vitest'
import { it } from 'vitest'
import { play } from './shop.ts'
it('${name}', () => { expect(play('7')).toStayAvailable('${wanted}') })
`

let folder: SuiteFolder
afterEach(() => folder.remove())

it('F10 the reporter of Vitest tells what ran again, each time anew', async () => {
  folder = suite({
    ...shopFiles,
    'a.test.ts': asking('breaks', '99%'),
    'b.test.ts': asking('holds', '10%'),
  })
  const { reported, end } = folder.watch()
  await reported(1)
  const first = folder.report()
  expect(first.tests.map(({ state }) => state)).toEqual(['failed', 'passed'])
  expect(named(first, 'breaks').plays).toHaveLength(1)

  folder.write('a.test.ts', asking('is mended', '10%'))
  await reported(2)
  expect(folder.report().tests.map(({ path, state }) => [path, state])).toEqual([
    [['is mended'], 'passed'],
  ])

  folder.write('a.test.ts', asking('breaks again', '99%'))
  await reported(3)
  const last = folder.report()
  expect(named(last, 'breaks again')).toMatchObject({ state: 'failed', plays: [{ seed: '7' }] })

  await end()
  expect(folder.report()).toEqual(last)
  const left = readdirSync(join(folder.path, 'tmp'))
  expect(left.filter(name => name.startsWith('gameday-'))).toEqual([])
})
