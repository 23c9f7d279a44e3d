/** `gameday lint`: what a declaration cannot do, as text and as JSON, with an exit code. */
import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { called, folderWith, shopFile } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const linted = (text: string, ...words: string[]) => {
  cwd = folderWith({ 'shop.ts': text })
  return called(['lint', 'shop.ts', ...words], { cwd })
}

const late = `, { timeout: '1s' }`

describe('gameday lint', () => {
  it('ends with 0 where there is advice at most', async () => {
    const { code, out, err } = await linted(shopFile('export default shop'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^system shop: no warnings, 1 piece of advice\n/)
  })

  it('ends with 1 where there is a warning', async () => {
    const { code, out } = await linted(shopFile('export default shop', late))
    expect(code).toBe(1)
    expect(out).toBe(
      `
system shop: 1 warning
  web->db  warning timeout-over-caller
    an attempt may take 1s, but the client’s time-out is 500ms
    → write a timeout under 500ms, or leave it out
`.trimStart(),
    )
  })

  it('takes experiments and explorations, and prints JSON', async () => {
    for (const word of ['experiment', 'exploration']) {
      const holds = `run => expect(run).toStayAvailable('1%')`
      const text = `export default ${word}(shop, { for: '1s', holds: ${holds} })`
      const { code, out } = await linted(shopFile(text, late), '--json')
      expect(code).toBe(1)
      expect(JSON.parse(out)).toMatchObject([{ rule: 'timeout-over-caller', at: 'web->db' }])
    }
  })

  it('takes the system of another copy of the package', async () => {
    const other = "{ [Symbol.for('gameday.system')]: true, toJSON: () => shop.toJSON() }"
    const { code, out } = await linted(shopFile(`export default ${other}`, late))
    expect(code).toBe(1)
    expect(out).toMatch(/^system shop: 1 warning\n/)
  })

  it('takes the systems that a file exports by name, each once', async () => {
    const parts = "u: clients({ rate: '1/s', call: 'd', timeout: '1s' }), d: store({ time: '5ms' })"
    const two = `export const two = system('two', { ${parts} })\nexport const again = shop`
    const { code, out } = await linted(shopFile(two, late))
    expect(code).toBe(1)
    expect(out.match(/^system .*$/gm)).toEqual([
      'system shop: 1 warning',
      'system two: no warnings',
    ])
    const { err } = await linted('export const three = 3')
    expect(err).toContain('exports nothing by default, no system')
  })

  it('says what a file has to export', async () => {
    const { code, err } = await linted(shopFile('export default 3'))
    expect(code).toBe(2)
    expect(err).toContain('exports 3, no system')
  })
})
