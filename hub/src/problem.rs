//! Errors over HTTP: problem details (RFC 9457) with a stable `type`, titles in both languages, and no content.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use serde_json::json;

/// What can be wrong with a request, or with the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No such page.
    NotFound,
    /// The method does not fit.
    MethodNotAllowed,
    /// No token, or not one of this hub.
    UnknownDevice,
    /// A body above its limit.
    TooLarge,
    /// A body that does not read; where and what, without content.
    BadBody(String),
    /// The body did not arrive in time.
    TooSlow,
    /// All places are taken; come back after so many seconds.
    QueueFull(u64),
    /// The store is busy or full; nothing was written. Come back after so many seconds.
    Unavailable(u64),
    /// The code is unknown, spent or expired; the hub does not say which.
    BadCode,
    /// Too many wrong codes; come back after so many seconds.
    TooManyAttempts(u64),
    /// Only this machine may see it.
    NotHere,
    /// A fault of the hub.
    Internal,
}

impl Problem {
    /// Status, name in the `type`, titles in Vietnamese and English.
    const fn facts(&self) -> (StatusCode, &'static str, &'static str, &'static str) {
        match self {
            Problem::NotFound => (StatusCode::NOT_FOUND, "not-found", "Không có trang này", "No such page"),
            Problem::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method", "Phương thức không đúng", "Method not allowed")
            }
            Problem::UnknownDevice => (
                StatusCode::UNAUTHORIZED,
                "unknown-device",
                "Máy chủ không biết thiết bị này: hãy quét mã ghi danh mới",
                "This hub does not know the device: scan a new enrolment code",
            ),
            Problem::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Nội dung gửi lên quá lớn", "The body is too large")
            }
            Problem::BadBody(_) => {
                (StatusCode::BAD_REQUEST, "bad-body", "Không đọc được nội dung gửi lên", "The body cannot be read")
            }
            Problem::TooSlow => {
                (StatusCode::REQUEST_TIMEOUT, "too-slow", "Nội dung đến quá chậm", "The body did not arrive in time")
            }
            Problem::QueueFull(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "queue-full",
                "Máy chủ đang bận: điện thoại sẽ tự thử lại",
                "The hub is busy: the phone tries again by itself",
            ),
            Problem::Unavailable(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "Máy chủ chưa ghi được, chưa mất gì: điện thoại sẽ tự thử lại",
                "The hub could not write, nothing is lost: the phone tries again by itself",
            ),
            Problem::BadCode => (
                StatusCode::FORBIDDEN,
                "bad-code",
                "Mã ghi danh sai, đã dùng hoặc hết hạn: hãy xin mã mới",
                "The code is wrong, spent or expired: ask for a new one",
            ),
            Problem::TooManyAttempts(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-attempts",
                "Nhập sai mã quá nhiều lần: hãy chờ rồi thử lại",
                "Too many wrong codes: wait, then try again",
            ),
            Problem::NotHere => (
                StatusCode::FORBIDDEN,
                "not-here",
                "Chỉ xem được trên chính máy chủ",
                "Only the hub's own machine may see this",
            ),
            Problem::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Lỗi của máy chủ", "A fault of the hub")
            }
        }
    }

    /// The stable name, as in `type` and in metrics.
    pub const fn name(&self) -> &'static str {
        self.facts().1
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let (status, name, vi, en) = self.facts();
        let mut body = json!({
            "type": format!("urn:doorstep:problem:{name}"),
            "title": vi,
            "title_en": en,
            "status": status.as_u16(),
        });
        if let Problem::BadBody(detail) = &self {
            body["detail"] = detail.as_str().into();
        }
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Problem::QueueFull(seconds) | Problem::Unavailable(seconds) | Problem::TooManyAttempts(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
