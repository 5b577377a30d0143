import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Feed } from '../sources/feed.js';
import type { Account, Role } from './account.js';

/** Who may use a route or a socket event. One without a policy stops the start. */
export type AccessPolicy =
  | { readonly kind: 'public' }
  | { readonly kind: 'account'; readonly roles?: readonly Role[] }
  | { readonly kind: 'feed' };

export const ACCESS_POLICY = 'liangpai:access-policy';
/** Names of the security schemes in the API description. */
export const SESSION_SCHEME = 'session';
export const SOURCE_SCHEME = 'source';

type Policy = MethodDecorator & ClassDecorator;
const policy = (value: AccessPolicy): Policy => SetMetadata(ACCESS_POLICY, value);

export const Public = (): Policy => policy({ kind: 'public' });
/** Any account. */
export const SignedIn = (): Policy => applyDecorators(policy({ kind: 'account' }), ApiBearerAuth(SESSION_SCHEME));
export const Roles = (...roles: [Role, ...Role[]]): Policy =>
  applyDecorators(policy({ kind: 'account', roles }), ApiBearerAuth(SESSION_SCHEME));
/** A source with its token. */
export const FeedOnly = (): Policy => applyDecorators(policy({ kind: 'feed' }), ApiBearerAuth(SOURCE_SCHEME));

/** Where the guard leaves whom it let in: on the request, or on `client.data` of a socket. */
export interface Admitted {
  account?: Account;
  feed?: Feed;
}

export const admittedOf = (context: ExecutionContext): Admitted =>
  context.getType() === 'ws'
    ? context.switchToWs().getClient<{ data: Admitted }>().data
    : context.switchToHttp().getRequest<Admitted>();

/** The account that the guard let in. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext) => admittedOf(context).account);
/** The feed that the guard let in. */
export const FromFeed = createParamDecorator((_: unknown, context: ExecutionContext) => admittedOf(context).feed);
