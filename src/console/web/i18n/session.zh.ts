export const sessionZh = {
  session: {
    title: '登录',
    username: '用户名',
    password: '密码',
    submit: '登录',
    signOut: '退出',
    required: '请填写用户名和密码。',
    wrong: '用户名或密码不正确。',
    tooMany: '尝试次数过多，请稍后再试。',
    failed: '暂时无法登录，请稍后再试。',
    demo: '演示账号',
    demoNote: '数据均为虚构。点选账号即填入用户名和密码。',
    demoPassword: '密码',
    about: '一线办件，逐日计时；到期亮牌，有据可查。',
  },
};
