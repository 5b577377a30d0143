import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { FaultError, type Fault } from '../settings/fault.js';
import { ACCESS_POLICY } from './access.decorator.js';

/** Metadata keys of Nest: a route has a method, a socket event is a mapped message. */
const HANDLER_KEYS = ['method', 'websockets:message_mapping'] as const;

type Handler = (...args: unknown[]) => unknown;

/** Stops the start when a route or a socket event declares no access policy. */
@Injectable()
export class AccessCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const faults = [...this.discovery.getControllers(), ...this.discovery.getProviders()].flatMap(
      ({ metatype, instance }) => this.faultsOf(metatype, instance),
    );
    if (faults.length > 0)
      throw new FaultError(
        { zh: '接口未声明访问规则，未启动', en: 'routes without an access policy, not started' },
        faults,
      );
  }

  private faultsOf(metatype: unknown, instance: unknown): Fault[] {
    if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, Handler> | null;
    if (prototype === null) return [];
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => this.isUndeclared(prototype[name], metatype))
      .map((name) => ({ name: metatype.name, value: name, reason: MISSING }));
  }

  private isUndeclared(
    handler: Handler | undefined,
    metatype: Parameters<Reflector['getAllAndOverride']>[1][number],
  ): boolean {
    if (typeof handler !== 'function') return false;
    const isHandler = HANDLER_KEYS.some((key) => Reflect.hasMetadata(key, handler));
    return isHandler && this.reflector.getAllAndOverride<unknown>(ACCESS_POLICY, [handler, metatype]) === undefined;
  }
}

const MISSING = {
  zh: '缺少 @Public、@SignedIn、@Roles 或 @FeedOnly',
  en: 'needs @Public, @SignedIn, @Roles or @FeedOnly',
};
