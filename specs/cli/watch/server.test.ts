/** F10 `gameday watch`: its page is for the browsers of this machine; it serves nothing else. */
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PageServer } from '../../../src/cli/watch/server.ts'
import { hostile } from '../../gate/support/reports.ts'

let server: PageServer
beforeEach(async () => {
  server = await PageServer.on(0)
})
afterEach(() => server.close())

/** A request with any host, as a page of another site could send one. */
function asked(path: string, { method = 'GET', host = '' } = {}) {
  const headers = host === '' ? {} : { host }
  return new Promise<{ status: number | undefined; policy: unknown; text: string }>(resolve => {
    request(new URL(path, server.url), { method, headers }, response => {
      let text = ''
      response.on('data', some => void (text += some))
      const policy = response.headers['content-security-policy']
      response.on('end', () => resolve({ status: response.statusCode, policy, text }))
    }).end()
  })
}

describe('F10 the server of gameday watch', () => {
  it('listens on this machine alone, and frames the newest page', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    server.tell('holds', '<p>first</p>')
    server.tell('does not hold', '<p>second</p>')
    expect(await asked('/page')).toMatchObject({ status: 200, text: '<p>second</p>' })
    const { text, policy } = await asked('/')
    expect(text).toContain('<iframe src="/page"')
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-/)
  })

  it.each(['evil.example', '127.0.0.1.evil.example', '127.0.0.1', ''])(
    'hears no request for the host "%s"',
    async host => {
      const { status, text } = await asked('/page', { host: host || ' ' })
      expect([400, 403]).toContain(status)
      expect(text).toBe('')
    },
  )

  it.each([
    ['/etc/passwd', {}, 404],
    ['/%2e%2e/package.json', {}, 404],
    ['/page?x', {}, 404],
    ['/page', { method: 'POST' }, 405],
  ])('answers %s %o with %d', async (path, options, status) => {
    expect(await asked(path, options)).toMatchObject({ status, text: '' })
  })

  it('tells a browser what is going on, as text of one line, from when it looks', async () => {
    server.tell(hostile, '<p></p>')
    const { body } = await fetch(new URL('/changes', server.url))
    const reader = body!.getReader()
    const heard = async () => new TextDecoder().decode((await reader.read()).value)
    expect(await heard()).toBe(`data: ${JSON.stringify({ text: hostile, isNew: true })}\n\n`)
    server.tell('playing…')
    expect(await heard()).toBe('data: {"text":"playing…","isNew":false}\n\n')
    await reader.cancel()
  })

  it('names the port that is taken', async () => {
    const { port } = new URL(server.url)
    await expect(PageServer.on(Number(port))).rejects.toThrow(
      new RegExp(`port ${port} cannot be listened on: .*EADDRINUSE[^]*--port`),
    )
  })
})
