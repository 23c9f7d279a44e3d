/** F10: what the commands of the pipelines of examples/ci write is what stands in its output/. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../house/support/files.ts'
import { type Ended, suite, type SuiteFolder } from './support/suite.ts'

const place = join(root, 'examples/ci')
const textOf = (file: string): string => readFileSync(join(place, file), 'utf8')

/** What a pipeline calls in a shell, but for the installation. */
const commandsOf = (pipeline: string): string[] =>
  [...textOf(pipeline).matchAll(/^ +- (?:run: )?(npx .*)$/gm)].map(([, command]) => command)

/** The files that a pipeline hands over. */
const artifactsOf = (pipeline: string): string[] =>
  [...textOf(pipeline).matchAll(/^[^#]*\b(reports\/\S+)$/gm)].map(([, path]) => path)

/** Here the names of the package are its sources. */
const config = `
import base from '../../vitest.config.ts'
import own from './own.config.ts'
export default { ...own, resolve: base.resolve }
`

/** A project of the files of the example, in which a pipeline has run. */
async function ran(pipeline: string, env: NodeJS.ProcessEnv) {
  const sources = ['shop.ts', 'checkout.chaos.ts']
  const folder = suite({
    ...Object.fromEntries(sources.map(file => [file, textOf(file)])),
    'own.config.ts': textOf('vitest.config.ts'),
    'vitest.config.ts': config,
  })
  const [command, ...more] = commandsOf(pipeline)
  expect(more).toEqual([])
  const [npx, vitest, run, ...words] = command.split(' ')
  expect([npx, vitest, run]).toEqual(['npx', 'vitest', 'run'])
  const ended = await folder.runIn({ CI: 'true', ...env }, ...words)
  return { folder, ended }
}

/** What output/ shows; this, where UPDATE_CI_EXAMPLE=1 renews it. */
function shown(name: string, text: string): string {
  const path = join(place, 'output', name)
  if (process.env['UPDATE_CI_EXAMPLE'] === '1') {
    mkdirSync(join(place, 'output'), { recursive: true })
    writeFileSync(path, text)
  }
  return readFileSync(path, 'utf8')
}

describe('F10 the pipeline of GitHub Actions', () => {
  let folder: SuiteFolder
  let ended: Ended
  beforeAll(async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary.md' }
    ;({ folder, ended } = await ran('github-actions.yml', env))
  })
  afterAll(() => folder.remove())

  it('is red, and has what it hands over', () => {
    expect(ended.code).toBe(1)
    const artifacts = artifactsOf('github-actions.yml')
    expect(artifacts).toEqual(['reports/gameday.html'])
    expect(artifacts.filter(path => !folder.has(path))).toEqual([])
  })

  it('writes the summary and the annotations that are shown', () => {
    const summary = folder.read('summary.md')
    expect(summary).toBe(shown('github-summary.md', summary))
    const lines = ended.printed.split('\n').filter(line => line.includes('::error'))
    const own = lines.filter(line => line.includes('checkout.chaos.ts,line=12'))
    const text = `${own.join('\n')}\n`
    expect(text).toBe(shown('github-annotations.txt', text))
  })
})

describe('F10 the job of GitLab', () => {
  let folder: SuiteFolder
  let ended: Ended
  beforeAll(async () => {
    ;({ folder, ended } = await ran('gitlab-ci.yml', { GITLAB_CI: 'true' }))
  })
  afterAll(() => folder.remove())

  it('is red, and writes what it hands over as it is shown', () => {
    expect(ended.code).toBe(1)
    expect(artifactsOf('gitlab-ci.yml').filter(path => !folder.has(path))).toEqual([])
    const [junit, quality] = ['reports/junit.xml', 'reports/code-quality.json'].map(folder.read)
    expect(junit).toBe(shown('gitlab-junit.txt', junit))
    expect(quality).toBe(shown('gitlab-code-quality.json', quality))
  })
})
