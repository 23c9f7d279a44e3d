/** specs/ mirrors src/. */
import { describe, expect, it } from 'vitest'
import { strays } from './rules/mirror.ts'
import { pathsIn } from './support/files.ts'

describe('specs', () => {
  it('mirror the sources', () => {
    expect(strays(pathsIn('specs'), [...pathsIn('src'), ...pathsIn('matchers')])).toEqual([])
  })

  it('have a place for layers, matchers and the whole', () => {
    const specs = [
      'specs/kernel/deep/agenda.test.ts',
      'specs/matchers/messages.test.ts',
      'specs/laws/little.test.ts',
      'specs/types/system.test-d.ts',
      'specs/support/fixture.ts',
    ]
    expect(strays(specs, ['src/kernel/agenda.ts', 'matchers/index.ts'])).toEqual([])
  })

  it('that mirror nothing are sent home', () => {
    const specs = ['specs/kernal/agenda.test.ts', 'specs/agenda.test.ts']
    const told =
      'stands in a folder that mirrors no folder of src/. ' +
      'Move it to specs/<layer>/, as in src/<layer>/, or to laws, stories, house, ' +
      'types, quality, fuzz.'
    expect(strays(specs, ['src/kernel/agenda.ts'])).toEqual(specs.map(path => `${path}  ${told}`))
  })
})
