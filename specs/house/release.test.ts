/** A release says what is in it, and is checked as every change is. */
import { describe, expect, it } from 'vitest'
import { notesOf } from '../../scripts/changelog.ts'
import { textOf } from './support/files.ts'

const { version } = JSON.parse(textOf('package.json'))

describe('the notes of a release', () => {
  const changelog = [
    '# Changelog',
    '## [Unreleased]',
    '- Soon',
    '## [1.1.0] - 2026-01-02',
    '### Added',
    '- More',
    '## [1.1.0-rc] - 2026-01-01',
    '- Less',
  ].join('\n')

  it('are its section of the changelog, and no other', () => {
    expect(notesOf('1.1.0', changelog)).toBe('### Added\n- More\n')
  })

  it('are missed where there is none', () => {
    expect(() => notesOf('1.2.0', changelog)).toThrow(
      'CHANGELOG.md says nothing of 1.2.0: write "## [1.2.0] - DATE" into it',
    )
  })

  it('are there for this version', () => {
    expect(notesOf(version, textOf('CHANGELOG.md'))).not.toBe('')
  })
})

describe('what a workflow of GitHub checks', () => {
  it.each(['ci', 'release'])('in %s is what .ci/run does', name => {
    expect(textOf(`.github/workflows/${name}.yml`)).toMatch(/^ +- run: \.ci\/run$/m)
  })

  it('comes before anything is published', () => {
    expect(textOf('.github/workflows/release.yml')).toMatch(/ publish:\n +needs: check\n/)
  })
})
