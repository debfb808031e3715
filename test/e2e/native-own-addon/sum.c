#include <node_api.h>

static napi_value Sum(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2], result;
  double left, right;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_double(env, arguments[0], &left);
  napi_get_value_double(env, arguments[1], &right);
  napi_create_double(env, left + right, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value sum;
  napi_create_function(env, "sum", NAPI_AUTO_LENGTH, Sum, NULL, &sum);
  return sum;
}
