/** Serves one page to the browsers of this machine, and tells them when there is a newer one. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UsageError } from '../../kernel/errors.ts'
import { frame, framePolicy } from './frame.ts'

/** What browsers are told. */
export type Told = {
  readonly text: string
  /** Whether there is a newer page. */
  readonly isNew: boolean
}

/** Nobody else is on this machine's own address. */
const LOOPBACK = '127.0.0.1'

/** More browsers than a person looks at; each holds a connection open. */
const MOST_LISTENERS = 20

/** Answers for the page, and for nothing else. */
export class PageServer {
  readonly #server: Server
  readonly #listeners = new Set<ServerResponse>()
  #page = ''
  #told: Told = { text: 'playing…', isNew: false }

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  /**
   * Listens on this machine alone.
   *
   * @param port 0 for any that is free
   * @throws UsageError where the port is taken
   */
  static async on(port: number): Promise<PageServer> {
    const made = new PageServer()
    await new Promise<void>((resolve, reject) => {
      made.#server.once('error', ({ message }) => {
        const what = `port ${port} cannot be listened on: ${message}`
        reject(new UsageError({ what, fix: 'write another, as in --port 7358' }))
      })
      made.#server.listen(port, LOOPBACK, resolve)
    })
    return made
  }

  get url(): string {
    return `http://${LOOPBACK}:${this.#port}/`
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Says something, with a newer page or without. */
  tell(text: string, page?: string): void {
    this.#page = page ?? this.#page
    this.#told = { text, isNew: page !== undefined }
    for (const listener of this.#listeners) say(listener, this.#told)
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** A page of another site that names this machine under a name of its own is not heard. */
  #isFromHere({ headers: { host } }: IncomingMessage): boolean {
    return host === `${LOOPBACK}:${this.#port}` || host === `localhost:${this.#port}`
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    if (!this.#isFromHere(request)) return refuse(response, 403)
    if (request.method !== 'GET') return refuse(response, 405)
    if (request.url === '/') {
      response.setHeader('Content-Security-Policy', framePolicy)
      return html(response, frame)
    }
    if (request.url === '/page') return html(response, this.#page)
    if (request.url === '/changes') return this.#listen(response)
    refuse(response, 404)
  }

  #listen(response: ServerResponse): void {
    if (this.#listeners.size >= MOST_LISTENERS) return refuse(response, 503)
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    this.#listeners.add(response)
    response.on('close', () => this.#listeners.delete(response))
    say(response, this.#told)
  }
}

function html(response: ServerResponse, text: string): void {
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.end(text)
}

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.end()
}

const say = (listener: ServerResponse, told: Told): void =>
  void listener.write(`data: ${JSON.stringify(told)}\n\n`)
