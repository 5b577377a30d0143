import { ApiProperty } from '@nestjs/swagger';
import { knownMembers, textOf } from '../http/input.js';
import { ROLES, type Account, type Role } from './account.js';

/** POST /api/v1/session */
export class SignInRequest {
  @ApiProperty({ maxLength: 64 })
  readonly username: string;
  @ApiProperty({ maxLength: 256 })
  readonly password: string;
}

export class UserView {
  @ApiProperty()
  readonly username: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty({ enum: ROLES })
  readonly role: Role;
  @ApiProperty({ type: String, nullable: true, description: '可见机构 organisation that the user may see; null = all' })
  readonly org: string | null;
}

export class SessionView {
  @ApiProperty({ type: UserView })
  readonly user: UserView;
}

export class SignedInView extends SessionView {
  @ApiProperty({ description: '会话令牌 session token, for `Authorization: Bearer`' })
  readonly token: string;
}

export const userView = ({ username, name, role, org }: Account): UserView => ({ username, name, role, org });

/** @throws 400 */
export function readSignIn(body: unknown): SignInRequest {
  const { username, password } = knownMembers(body, ['username', 'password']);
  return { username: textOf(username, 'username', 64), password: textOf(password, 'password', 256) };
}
