/** The public names are the committed ones: none comes or goes without a reader noticing. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { changes, listed } from './rules/public-names.ts'
import { namesIn } from './support/door-fixture.ts'
import { doors, publicNames } from './support/doors.ts'
import { root, textOf } from './support/files.ts'

const list = 'specs/house/public-names.txt'
const update = 'UPDATE_PUBLIC_NAMES=1 npx vitest run specs/house/public-names.test.ts'

describe('the public names', () => {
  it('are the ones in public-names.txt', () => {
    const actual = listed(publicNames())
    if (process.env.UPDATE_PUBLIC_NAMES === '1') writeFileSync(join(root, list), actual)
    const told = `Meant? Then run: ${update}\nand tell of it in CHANGELOG.md.`
    expect(changes(textOf(list), actual), `${list} says otherwise. ${told}`).toEqual([])
  })

  // Jest's door opens only inside Jest; the check of the packed package goes through it.
  it.each(Object.entries(doors).filter(([door]) => door !== 'gameday/jest'))(
    'of %s are there when it is imported',
    async (door, path) => {
      const module: object = await import(join(root, path))
      const values = publicNames().filter(name => name.door === door && !name.typeOnly)
      expect(Object.keys(module).toSorted()).toEqual(values.map(({ name }) => name))
    },
  )
})

describe('the list of names', () => {
  it('has values and types, each by the name it leaves by, sorted', () => {
    const names = namesIn({
      'index.ts': [
        "export { wait as pause, type Kind } from './words.ts'",
        "export type { Clock } from './words.ts'",
        "export * from './more.ts'",
      ].join('\n'),
      'more.ts': "export type { Clock as Watch } from './words.ts'\nexport const both = 1\n",
      'words.ts': 'export function wait() {}\nexport type Kind = string\nexport class Clock {}\n',
    })
    expect(listed(names)).toBe('# fixture\nClock (type)\nKind (type)\nWatch (type)\nboth\npause\n')
  })

  it('tells what came, what went, and from which door', () => {
    const before = '# gameday\ncall\nqueue\n\n# gameday/policies\nRetry\n'
    const after = '# gameday\ncall\nqueue (type)\n\n# gameday/policies\nRetry\ncall\n'
    expect(changes(before, before)).toEqual([])
    expect(changes(before, after)).toEqual([
      '+ gameday: queue (type)',
      '+ gameday/policies: call',
      '- gameday: queue',
    ])
  })
})
