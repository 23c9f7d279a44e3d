/** What is spoken at the ports of components of code: that is known of them, as of any service. */
import http from 'node:http'
import https from 'node:https'
import type { Server } from 'node:net'
import type { Component } from '../../world/handling/component.ts'

/** Requests and answers, which are messages of the world; or bytes. */
type Spoken = 'HTTP' | 'bytes'

const ports = new WeakMap<Component, Map<number, Spoken>>()

/** A component is code, and may listen. */
export const mayListen = (component: Component): void => void ports.set(component, new Map())

/** Whether a component is code, which may listen. */
export const canListen = (component: Component): boolean => ports.has(component)

/** A server of a component listens at a port. */
export const listensAt = (component: Component, port: number, server: Server): void =>
  void ports.get(component)?.set(port, isOfHttp(server) ? 'HTTP' : 'bytes')

/** Whether a server speaks HTTP. */
export const isOfHttp = (server: unknown): server is http.Server =>
  server instanceof http.Server || server instanceof https.Server

/** What is spoken with a component of code at one of its ports, or will be. */
export function speaks(
  component: Component,
  { port, speaksHttp }: { readonly port: number; readonly speaksHttp: boolean },
): Spoken {
  const known = ports.get(component)?.get(port)
  if (known !== undefined) return known
  return speaksHttp || usual.has(port) ? 'HTTP' : 'bytes'
}

/** At which nothing else is expected. */
const usual = new Set([80, 443])
