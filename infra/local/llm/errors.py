"""Refusals in the shape of the API: `{"error": {"message", "type", "param", "code"}}`."""

from typing import Any


class ApiError(Exception):
    def __init__(
        self,
        status: int,
        message: str,
        *,
        type: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self._body = {"message": message, "type": type, "param": param, "code": code}

    def as_json(self) -> dict[str, Any]:
        return {"error": self._body}


def bad(param: str, message: str, *, code: str | None = "invalid_value") -> ApiError:
    return ApiError(400, message, param=param, code=code)


def unauthorized() -> ApiError:
    return ApiError(401, "Incorrect API key provided.", code="invalid_api_key")


def no_such_model(name: str) -> ApiError:
    return ApiError(
        404,
        f"The model `{name}` does not exist or you do not have access to it.",
        param="model",
        code="model_not_found",
    )
