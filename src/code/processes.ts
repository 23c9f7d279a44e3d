/** The processes in which code runs that is no component: scripts of clients, policies of calls. */
import type { Component } from '../world/handling/component.ts'
import type { Desk } from './desk.ts'
import { ReplicaProcess } from './process.ts'

/** That of each replica; one that has none gets it, and several things of code may share it. */
export const sharedProcesses = ({ replicas }: Component, desk: Desk): ReplicaProcess[] =>
  replicas.map(replica => {
    replica.process ??= new ReplicaProcess(replica, { desk })
    return replica.process as ReplicaProcess
  })
