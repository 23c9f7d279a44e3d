/** Names of components as names of hosts. */
import { domainToASCII } from 'node:url'

/** How a component is called where only names of hosts are allowed. */
export function hostNameOf(name: string): string {
  if (/^[\w.-]+$/.test(name)) return name
  const isPath = /[/?#\\@:]/.test(name)
  return isPath ? UNNAMED : domainToASCII(name) || UNNAMED
}

/** For what no host can be called. */
const UNNAMED = 'localhost'
